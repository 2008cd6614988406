package io.vedette.protocol.rdb.check;

import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbVisitor;
import io.vedette.protocol.rdb.Slice;

/** Takes everything that an RDB may hold and counts it; give it to an {@code RdbReader}. */
public final class RdbCheck implements RdbVisitor {
  /** What is told as it is found. */
  public interface Listener {
    /** An auxiliary field. */
    void aux(String name, String value);

    /** Entries of this database follow. */
    void database(int index);
  }

  private final Listener listener;
  private final long nowMs;
  private long keys;
  private long expiring;
  private long expired;
  private long functions;
  private String lastKey = "";

  /**
   * @param nowMs Unix time in milliseconds, by which entries have expired
   */
  public RdbCheck(long nowMs, Listener listener) {
    this.nowMs = nowMs;
    this.listener = listener;
  }

  /** Entries that were read to their end. */
  public long keys() {
    return keys;
  }

  /** Entries with an expiry, passed or not. */
  public long expiring() {
    return expiring;
  }

  /** Entries whose expiry has passed. */
  public long expired() {
    return expired;
  }

  /** Libraries of functions. */
  public long functions() {
    return functions;
  }

  /** The key of the last entry that was read to its end; empty: none. */
  public String lastKey() {
    return lastKey;
  }

  @Override
  public void aux(String name, String value) {
    listener.aux(name, value);
  }

  @Override
  public void selectDatabase(int index) {
    listener.database(index);
  }

  @Override
  public void sizes(long entries, long expiringEntries) {
    // A hint; the entries themselves are counted.
  }

  @Override
  public void string(Slice key, Slice value, long expireAtMs) {
    entry(key, expireAtMs);
  }

  @Override
  public RdbDecoder decoder(int type) {
    ValueType known = ValueType.of(type);
    return known == null ? null : known.check();
  }

  @Override
  public void value(Slice key, Object value, long expireAtMs) {
    entry(key, expireAtMs);
  }

  @Override
  public void function(Slice code) throws RdbException {
    if (code.length() < 2 || code.bytes()[code.offset()] != '#') {
      throw new RdbException("A function library without its first line");
    }
    functions++;
  }

  @Override
  public void moduleAux(String module) {
    // Passed over like Redis's own check does; what it means only the module knows.
  }

  private void entry(Slice key, long expireAtMs) {
    keys++;
    lastKey = key.toString();
    if (expireAtMs != RdbFormat.NO_EXPIRY) {
      expiring++;
      expired += expireAtMs < nowMs ? 1 : 0;
    }
  }
}
