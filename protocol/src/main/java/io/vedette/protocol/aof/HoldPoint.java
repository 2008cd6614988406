package io.vedette.protocol.aof;

/**
 * A place between two commands from where on nothing may be handed out yet, and where the file
 * would be cut: the start of an unfinished transaction.
 */
final class HoldPoint {
  private final long position;
  private final long streamOffset;
  private int part;
  private boolean inBlock;
  private long crcBefore;

  /**
   * @param position in the file
   * @param part how many scanned parts come before
   */
  HoldPoint(long position, long streamOffset, int part) {
    this.position = position;
    this.streamOffset = streamOffset;
    this.part = part;
  }

  long position() {
    return position;
  }

  long streamOffset() {
    return streamOffset;
  }

  int part() {
    return part;
  }

  void handedOut(int count) {
    part -= count;
  }

  /** The block that it stands in turned out right; the checksum is that of the bytes before. */
  void sawBlock(long blockStart, long crc) {
    inBlock = position > blockStart;
    crcBefore = crc;
  }

  /** What must be written here to end the block; empty where none has begun. */
  byte[] closingLine() {
    return inBlock ? new AofAnnotation.Checksum(streamOffset, crcBefore).toBytes() : new byte[0];
  }
}
