package io.vedette.node.proxy;

import io.vedette.protocol.resp.ProxyCommands;
import java.nio.charset.StandardCharsets;

/** Errors of a shard that concern the proxy, and the proxy's own about a shard. */
final class LaneErrors {
  private static final byte[][] REFUSALS = {
    word("READONLY"), word("LOADING"), word("MASTERDOWN"), word(ProxyCommands.STALE_PROXY)
  };
  private static final byte[] EXEC_ABORT = word("EXECABORT");

  private LaneErrors() {}

  /** Whether the error says that the command was surely not executed, and may be later. */
  static boolean isRefusal(byte[] bytes, int from, int to) {
    for (byte[] word : REFUSALS) {
      if (startsWith(word, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }

  static boolean isExecAbort(byte[] bytes, int from, int to) {
    return startsWith(EXEC_ABORT, bytes, from, to);
  }

  static String unknownFate(String shard) {
    return "UNKNOWN The master of "
        + shard
        + " failed while this write was in flight: it may or may not have been executed.";
  }

  static String lostWhileWaiting(String shard) {
    return "UNBLOCKED The connection to the master of "
        + shard
        + " was lost while the command waited: it may or may not have been executed.";
  }

  static String parkedTooLong(String shard, long timeoutMs) {
    return "MASTERDOWN The master of "
        + shard
        + " could not be reached for "
        + timeoutMs
        + " ms: the command was not executed.";
  }

  static String parkingFull(String shard, long bytes) {
    return "MASTERDOWN The master of "
        + shard
        + " cannot be reached and "
        + bytes
        + " bytes of commands wait already: the command was not executed.";
  }

  private static boolean startsWith(byte[] word, byte[] bytes, int from, int to) {
    if (to - from < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[from + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] word(String code) {
    return ("-" + code).getBytes(StandardCharsets.US_ASCII);
  }
}
