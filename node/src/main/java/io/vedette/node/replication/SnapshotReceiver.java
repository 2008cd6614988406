package io.vedette.node.replication;

import io.vedette.protocol.psync.PayloadHeader;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbReader;
import io.vedette.protocol.rdb.RdbVisitor;
import java.nio.charset.StandardCharsets;

/**
 * Takes a snapshot out of the bytes that a master sends, and notices where it ends: after as many
 * bytes as were announced, or at the announced mark. The RDB knows its own end, so the mark need
 * not be searched for. Pure.
 */
public final class SnapshotReceiver {
  private final RdbReader reader;
  private final PayloadHeader header;
  private final byte[] mark = new byte[PayloadHeader.MARK_LENGTH];
  private int markBytes;
  private long payloadBytes;

  public SnapshotReceiver(PayloadHeader header, RdbVisitor visitor) {
    this.header = header;
    this.reader = new RdbReader(visitor);
  }

  /**
   * Takes the next bytes.
   *
   * @return how many of them belong to the snapshot
   * @throws RdbException if it cannot be loaded or does not end as announced
   */
  public int feed(byte[] bytes, int offset, int length) throws RdbException {
    int taken = 0;
    if (!reader.isComplete()) {
      taken = reader.feed(bytes, offset, length);
      payloadBytes += taken;
    }
    if (!reader.isComplete()) {
      return taken;
    }
    switch (header) {
      case PayloadHeader.Length announced -> {
        if (announced.bytes() != payloadBytes) {
          throw new RdbException(
              "The snapshot has " + payloadBytes + " bytes, not " + announced.bytes());
        }
      }
      case PayloadHeader.Mark announced -> {
        int more = Math.min(length - taken, mark.length - markBytes);
        System.arraycopy(bytes, offset + taken, mark, markBytes, more);
        markBytes += more;
        taken += more;
        if (isComplete() && !announced.mark().equals(new String(mark, StandardCharsets.US_ASCII))) {
          throw new RdbException("The snapshot does not end with its mark");
        }
      }
      case PayloadHeader.Malformed malformed -> throw new RdbException(malformed.reason());
    }
    return taken;
  }

  /** Whether the whole snapshot has come. */
  public boolean isComplete() {
    return reader.isComplete()
        && (header instanceof PayloadHeader.Length || markBytes == mark.length);
  }

  /** Bytes of the snapshot so far. */
  public long receivedBytes() {
    return payloadBytes;
  }
}
