package io.vedette.protocol.resp;

/**
 * What a client may send before its connection is refused; Redis's values.
 *
 * @param maxBulkBytes longest argument, {@code proto-max-bulk-len}
 * @param maxArguments most arguments of one command
 */
public record RespLimits(int maxBulkBytes, int maxArguments) {
  /** Longest inline command and longest unterminated length line, in bytes. */
  public static final int MAX_INLINE_BYTES = 64 * 1024;

  /** {@code client-query-buffer-limit}: most bytes of unexecuted input kept for one connection. */
  public static final int MAX_QUERY_BUFFER_BYTES = 1024 * 1024 * 1024;

  /** Most bytes of unexecuted input kept for a connection that has not authenticated. */
  public static final int MAX_UNAUTHENTICATED_QUERY_BYTES = 1024 * 1024;

  /** Limits of a client that may run commands. */
  public static final RespLimits AUTHENTICATED =
      new RespLimits(512 * 1024 * 1024, Integer.MAX_VALUE);

  /** Limits before {@code AUTH}, where a password is required. */
  public static final RespLimits UNAUTHENTICATED = new RespLimits(16 * 1024, 10);
}
