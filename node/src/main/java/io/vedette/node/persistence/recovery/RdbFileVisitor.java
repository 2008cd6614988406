package io.vedette.node.persistence.recovery;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbVisitor;
import io.vedette.protocol.rdb.Slice;

/**
 * Takes in an RDB file: what it says of itself here, its entries through a {@link SnapshotLoader}.
 */
final class RdbFileVisitor implements RdbVisitor {
  private static final String NUMBER = "\\d{1,18}";

  private final SnapshotLoader loader;
  private final long dropExpiredAtMs;
  private final LoadObserver observer;
  private long entries;
  private long expired;
  private String replicationId = ReplicationHistory.NO_ID;
  private long offsetBytes;
  private long epoch;
  private boolean aofBase;

  /**
   * @param dropExpiredAtMs entries whose time came before this (Unix milliseconds) are left out
   */
  RdbFileVisitor(SnapshotLoader loader, long dropExpiredAtMs, LoadObserver observer) {
    this.loader = loader;
    this.dropExpiredAtMs = dropExpiredAtMs;
    this.observer = observer;
  }

  @Override
  public void aux(String name, String value) {
    switch (name) {
      case "repl-id" -> {
        if (value.length() == ReplicationHistory.ID_LENGTH) {
          replicationId = value;
        }
      }
      case "repl-offset" -> offsetBytes = number(value, offsetBytes);
      case "vedette-epoch" -> epoch = number(value, epoch);
      case "aof-base", "aof-preamble" -> aofBase |= value.equals("1");
      case "used-mem" -> observer.writerMemory(number(value, 0));
      default -> loader.aux(name, value);
    }
  }

  private static long number(String value, long otherwise) {
    return value.matches(NUMBER) ? Long.parseLong(value) : otherwise;
  }

  @Override
  public void selectDatabase(int index) throws RdbException {
    loader.selectDatabase(index);
  }

  @Override
  public void sizes(long inDatabase, long expiring) {
    loader.sizes(inDatabase, expiring);
  }

  @Override
  public void string(Slice key, Slice value, long expireAtMs) {
    if (isPast(expireAtMs)) {
      expired++;
    } else {
      entries++;
      loader.string(key, value, expireAtMs);
    }
  }

  @Override
  public RdbDecoder decoder(int type) {
    return loader.decoder(type);
  }

  @Override
  public void value(Slice key, Object value, long expireAtMs) {
    if (isPast(expireAtMs)) {
      expired++;
    } else {
      entries++;
      loader.value(key, value, expireAtMs);
    }
  }

  @Override
  public void end() {
    loader.end();
  }

  private boolean isPast(long expireAtMs) {
    return expireAtMs != RdbFormat.NO_EXPIRY && expireAtMs < dropExpiredAtMs;
  }

  RdbContents contents(long bytes) {
    return new RdbContents(
        bytes,
        entries,
        expired,
        replicationId,
        offsetBytes,
        loader.streamDatabase(),
        epoch,
        aofBase);
  }
}
