package io.vedette.protocol.aof;

/** Finds the end of an annotation, before it is read. */
final class AnnotationLine {
  /** Its end is not there yet. */
  static final int INCOMPLETE = 0;

  /** It is longer than any annotation can be. */
  static final int ENDLESS = -1;

  /** Bytes that tell what kind of annotation it is. */
  static final int WORD_BYTES = 4;

  private static final int MAX_TIMESTAMP_BYTES = 32;

  private AnnotationLine() {}

  /** Whether it is a history or a checksum. */
  static boolean isOurs(byte[] bytes, int at) {
    return begins(bytes, at, "#VH:") || begins(bytes, at, "#VC:");
  }

  /** Whether these bytes stand there, which must be as many. */
  static boolean begins(byte[] bytes, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The length of the line with its end, if it is there, or {@link #INCOMPLETE} or {@link
   * #ENDLESS}.
   *
   * @param inOurs whether the file is one of ours, where nothing but timestamps varies in length
   */
  static int length(byte[] bytes, int at, int limit, boolean inOurs) {
    if (limit - at < WORD_BYTES) {
      return INCOMPLETE;
    }
    if (isOurs(bytes, at)) {
      boolean checksum = bytes[at + 2] == 'C';
      int length = checksum ? AofAnnotation.CHECKSUM_BYTES : AofAnnotation.HISTORY_BYTES;
      return limit - at < length ? INCOMPLETE : length;
    }
    int most = inOurs ? MAX_TIMESTAMP_BYTES : AofAnnotation.MAX_BYTES;
    for (int i = at; i < limit && i - at < most; i++) {
      if (bytes[i] == '\n') {
        return i + 1 - at;
      }
    }
    return limit - at < most ? INCOMPLETE : ENDLESS;
  }
}
