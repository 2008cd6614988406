package io.vedette.protocol.resp;

/**
 * Finds where replies end in a stream of RESP2 or RESP3, without looking at what they say. Sans-IO,
 * allocates nothing, reads no byte of a finished element twice.
 *
 * <p>Nested aggregates need no stack: an aggregate of {@code n} elements is an element that is
 * followed by {@code n} more, so one count of elements still to come is enough. One scanner serves
 * one stream; it remembers its place inside an incomplete reply.
 */
public final class ReplyScanner {
  /** What {@link #scan} answers while the reply is incomplete. */
  public static final int INCOMPLETE = -1;

  private static final int LONGEST_COUNT = 20;

  /** Bytes of the incomplete reply that need not be read again. */
  private int doneBytes;

  /** Bytes after {@link #doneBytes} that hold no line end. */
  private int searchedBytes;

  private long elementsMissing = 1;

  /**
   * Looks at the reply that starts at {@code from}; what was received ends at {@code to}. While it
   * is incomplete, the next call must be about the same reply, wherever its bytes lie by then.
   *
   * @return where the reply ends (exclusive), or {@link #INCOMPLETE}
   * @throws ProtocolException if the bytes are no RESP
   */
  public int scan(byte[] bytes, int from, int to) throws ProtocolException {
    int at = from + doneBytes;
    while (elementsMissing > 0) {
      int next = element(bytes, at, to);
      if (next < 0) {
        doneBytes = at - from;
        return INCOMPLETE;
      }
      at = next;
    }
    reset();
    return at;
  }

  /** Forgets the place inside an incomplete reply. */
  public void reset() {
    doneBytes = 0;
    searchedBytes = 0;
    elementsMissing = 1;
  }

  /** Passes one element, an aggregate's head being one; answers its end, or -1. */
  private int element(byte[] bytes, int at, int to) throws ProtocolException {
    int lineEnd = lineEnd(bytes, at, to);
    if (lineEnd < 0) {
      return INCOMPLETE;
    }
    int after = lineEnd + 2;
    switch (bytes[at]) {
      case '+', '-', ':', '_', '#', ',', '(' -> elementsMissing--;
      case '$', '=', '!' -> {
        long length = count(bytes, at + 1, lineEnd);
        if (length >= 0) {
          if (to - after < length + 2) {
            return INCOMPLETE;
          }
          after += (int) length + 2;
        }
        elementsMissing--;
      }
      case '*', '~', '>' -> more(Math.max(0, count(bytes, at + 1, lineEnd)) - 1);
      case '%' -> more(2 * Math.max(0, count(bytes, at + 1, lineEnd)) - 1);
      case '|' -> more(2 * Math.max(0, count(bytes, at + 1, lineEnd)));
      default -> throw new ProtocolException("unexpected reply type " + (bytes[at] & 0xff));
    }
    searchedBytes = 0;
    return after;
  }

  private void more(long elements) throws ProtocolException {
    elementsMissing += elements;
    if (elementsMissing > Integer.MAX_VALUE) {
      throw new ProtocolException("reply of too many elements");
    }
  }

  private int lineEnd(byte[] bytes, int at, int to) {
    int last = to - 1;
    for (int i = at + searchedBytes; i < last; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i;
      }
    }
    searchedBytes = Math.max(0, last - at);
    return -1;
  }

  private static long count(byte[] bytes, int from, int to) throws ProtocolException {
    if (to - from == 2 && bytes[from] == '-' && bytes[from + 1] == '1') {
      return -1;
    }
    long n = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || to - from > LONGEST_COUNT) {
        throw new ProtocolException("malformed count in a reply");
      }
      n = n * 10 + digit;
      if (n > Integer.MAX_VALUE) {
        throw new ProtocolException("count in a reply is too big");
      }
    }
    if (from == to) {
      throw new ProtocolException("missing count in a reply");
    }
    return n;
  }
}
