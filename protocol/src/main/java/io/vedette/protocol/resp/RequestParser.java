package io.vedette.protocol.resp;

/**
 * Cuts the bytes of a {@link CommandBatch} into commands: RESP arrays of bulk strings and inline
 * commands. Sans-IO and without state of its own (the place inside a half-received command is kept
 * in the batch), so that one parser serves all connections of a thread.
 *
 * <p>Never reads a byte twice except for an unterminated line, allocates nothing, and believes no
 * announced length before the bytes arrive. Error texts are those of Redis 7.2.
 */
public final class RequestParser {
  private static final int LONGEST_LENGTH_LINE = 21;

  private final InlineParser inline = new InlineParser();

  /**
   * Parses as many commands as are complete. Commands before a violation stay in the batch.
   *
   * @throws ProtocolException if the input can never become a command; the connection must be
   *     closed
   */
  public void parse(CommandBatch batch, RespLimits limits) throws ProtocolException {
    while (batch.position < batch.limit) {
      if (batch.argumentsMissing == 0) {
        if (batch.bytes[batch.position] != '*') {
          if (!inline.parse(batch)) {
            return;
          }
          continue;
        }
        if (!parseArrayHeader(batch, limits)) {
          return;
        }
        if (batch.argumentsMissing == 0) {
          batch.commandStart = batch.position;
          continue;
        }
      }
      if (!parseArguments(batch, limits)) {
        return;
      }
    }
  }

  private boolean parseArrayHeader(CommandBatch batch, RespLimits limits) throws ProtocolException {
    int end = endOfLine(batch, "too big mbulk count string");
    if (end < 0) {
      return false;
    }
    long n = number(batch.bytes, batch.position + 1, end);
    if (n == Long.MIN_VALUE || n > Integer.MAX_VALUE) {
      throw new ProtocolException("Protocol error: invalid multibulk length");
    }
    if (n > limits.maxArguments()) {
      throw new ProtocolException("Protocol error: unauthenticated multibulk length");
    }
    batch.position = end + 2;
    batch.argumentsMissing = (int) Math.max(0, n);
    return true;
  }

  private boolean parseArguments(CommandBatch batch, RespLimits limits) throws ProtocolException {
    while (batch.argumentsMissing > 0) {
      if (batch.bulkLength < 0 && !parseBulkHeader(batch, limits)) {
        return false;
      }
      int length = batch.bulkLength;
      if (batch.limit - batch.position < length + 2L) {
        return false;
      }
      batch.addArgument(batch.position, length);
      batch.position += length + 2;
      batch.bulkLength = -1;
      batch.argumentsMissing--;
    }
    batch.completeCommand(false);
    return true;
  }

  private boolean parseBulkHeader(CommandBatch batch, RespLimits limits) throws ProtocolException {
    if (batch.position >= batch.limit) {
      return false;
    }
    byte first = batch.bytes[batch.position];
    if (first != '$') {
      int end = endOfLine(batch, "too big bulk count string");
      if (end < 0 && batch.limit - batch.position < LONGEST_LENGTH_LINE) {
        return false;
      }
      throw new ProtocolException(
          "Protocol error: expected '$', got '" + (char) (first & 0xff) + "'");
    }
    int end = endOfLine(batch, "too big bulk count string");
    if (end < 0) {
      return false;
    }
    long n = number(batch.bytes, batch.position + 1, end);
    if (n < 0 || n > RespLimits.AUTHENTICATED.maxBulkBytes() && n > limits.maxBulkBytes()) {
      throw new ProtocolException("Protocol error: invalid bulk length");
    }
    if (n > limits.maxBulkBytes()) {
      throw new ProtocolException(
          limits.maxArguments() < Integer.MAX_VALUE
              ? "Protocol error: unauthenticated bulk length"
              : "Protocol error: invalid bulk length");
    }
    batch.position = end + 2;
    batch.bulkLength = (int) n;
    return true;
  }

  /**
   * Index of the CR that ends the line at the batch's position, or -1 if CR LF is not there yet.
   */
  private static int endOfLine(CommandBatch batch, String tooBig) throws ProtocolException {
    byte[] bytes = batch.bytes;
    int limit = batch.limit;
    for (int i = batch.position; i < limit; i++) {
      if (bytes[i] == '\r') {
        return i + 1 < limit ? i : -1;
      }
      if (i - batch.position > RespLimits.MAX_INLINE_BYTES) {
        throw new ProtocolException("Protocol error: " + tooBig);
      }
    }
    return -1;
  }

  /** The decimal in {@code [from, to)}; {@link Long#MIN_VALUE} if it is none. */
  private static long number(byte[] bytes, int from, int to) {
    int i = from;
    boolean negative = i < to && bytes[i] == '-';
    if (negative) {
      i++;
    }
    if (i == to || to - i > 18) {
      return Long.MIN_VALUE;
    }
    long n = 0;
    for (; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return Long.MIN_VALUE;
      }
      n = n * 10 + digit;
    }
    return negative ? -n : n;
  }
}
