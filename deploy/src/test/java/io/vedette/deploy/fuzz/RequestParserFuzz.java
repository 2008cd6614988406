package io.vedette.deploy.fuzz;

import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests are parsed to the same commands and the same error however their bytes are cut, without
 * any other exception, in memory bounded by what was received.
 *
 * <p>Input: a byte of options, a byte with the number of cuts, a byte for each piece's length; the
 * rest is what a client sends.
 */
public final class RequestParserFuzz {
  private static final int UNAUTHENTICATED = 1;
  private static final int NEW_BATCH_AT_EACH_CUT = 2;

  /** What a batch may hold beside twice what was received. */
  private static final int INITIAL_BYTES = 1024;

  private RequestParserFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    int cuts = input.length < 2 ? 0 : Math.min(input[1] & 0xff, input.length - 2);
    int start = Math.min(input.length, 2 + cuts);
    int options = input.length == 0 ? 0 : input[0];
    RespLimits limits =
        (options & UNAUTHENTICATED) != 0 ? RespLimits.UNAUTHENTICATED : RespLimits.AUTHENTICATED;
    Client whole = new Client(limits, false);
    whole.send(input, start, input.length - start);
    Client pieces = new Client(limits, (options & NEW_BATCH_AT_EACH_CUT) != 0);
    int at = start;
    for (int i = 0; i < cuts; i++) {
      int length = Math.min(input[2 + i] & 0xff, input.length - at);
      pieces.send(input, at, length);
      at += length;
    }
    pieces.send(input, at, input.length - at);
    if (!whole.seen().equals(pieces.seen())) {
      throw new AssertionError(whole.seen() + " in one piece, cut: " + pieces.seen());
    }
  }

  /** One connection: what was received so far, and what was understood of it. */
  private static final class Client {
    private final RequestParser parser = new RequestParser();
    private final RespLimits limits;
    private final boolean newBatches;
    private final List<String> seen = new ArrayList<>();
    private CommandBatch batch = new CommandBatch();
    private boolean failed;
    private int received;

    Client(RespLimits limits, boolean newBatches) {
      this.limits = limits;
      this.newBatches = newBatches;
    }

    void send(byte[] bytes, int offset, int length) {
      if (failed) {
        return;
      }
      received += length;
      batch.append(bytes, offset, length);
      String error = null;
      try {
        parser.parse(batch, limits);
      } catch (ProtocolException e) {
        failed = true;
        error = e.getMessage();
      }
      if (batch.bytes().length > INITIAL_BYTES + 2 * received) {
        throw new AssertionError(batch.bytes().length + " bytes held of " + received);
      }
      if (newBatches || failed) {
        take();
      }
      if (failed) {
        seen.add(error);
      }
    }

    List<String> seen() {
      if (!failed) {
        take();
      }
      return seen;
    }

    /** As a port does it: complete commands go, what is incomplete begins the next batch. */
    private void take() {
      for (int command = 0; command < batch.size(); command++) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < batch.argumentCount(command); i++) {
          words.append(batch.length(command, i)).append(':');
          words.append(
              new String(
                  batch.bytes(),
                  batch.offset(command, i),
                  batch.length(command, i),
                  StandardCharsets.ISO_8859_1));
        }
        seen.add(words.toString());
      }
      CommandBatch next = new CommandBatch();
      if (!failed) {
        batch.movePartialTo(next);
      }
      batch = next;
    }
  }
}
