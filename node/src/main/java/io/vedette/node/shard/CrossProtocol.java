package io.vedette.node.shard;

import io.vedette.protocol.resp.CommandBatch;
import java.nio.charset.StandardCharsets;

/**
 * Tells HTTP from commands: a web page may make its reader's browser post to a port that only the
 * reader can reach, with commands in the body. {@code POST} and {@code Host:} end the connection.
 */
final class CrossProtocol {
  private static final byte[] POST = "post".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HOST = "host:".getBytes(StandardCharsets.US_ASCII);

  private CrossProtocol() {}

  static boolean isSuspected(CommandBatch batch, int command) {
    return is(POST, batch, command) || is(HOST, batch, command);
  }

  private static boolean is(byte[] word, CommandBatch batch, int command) {
    if (batch.length(command, 0) != word.length) {
      return false;
    }
    int at = batch.offset(command, 0);
    for (int i = 0; i < word.length; i++) {
      byte b = batch.bytes()[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != word[i]) {
        return false;
      }
    }
    return true;
  }
}
