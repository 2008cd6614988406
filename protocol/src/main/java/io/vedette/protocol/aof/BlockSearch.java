package io.vedette.protocol.aof;

/** Looks for checksum lines inside of bytes whose structure is not to be trusted. */
final class BlockSearch {
  private BlockSearch() {}

  /**
   * Finds a checksum line that fits where it stands: its stream offset is at most as far from the
   * last good one as the file positions are.
   *
   * @param from index of the byte at file position {@code closedAt}, where the last good line ended
   * @param closedOffset the stream offset there
   * @return the file position of its end, or -1
   */
  static long find(byte[] bytes, int from, int limit, long closedAt, long closedOffset) {
    for (int i = from; i + AofAnnotation.CHECKSUM_BYTES <= limit; i++) {
      if (bytes[i] != '#' || bytes[i + 1] != 'V' || bytes[i + 2] != 'C') {
        continue;
      }
      if (i > from && bytes[i - 1] != '\n') {
        continue;
      }
      if (AofAnnotation.parse(bytes, i, AofAnnotation.CHECKSUM_BYTES)
          instanceof AofAnnotation.Checksum line) {
        long distance = line.streamOffset() - closedOffset;
        if (distance >= 0 && distance <= i - from) {
          return closedAt + i - from + AofAnnotation.CHECKSUM_BYTES;
        }
      }
    }
    return -1;
  }
}
