package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.log.ReplicationLog;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamApplierTest {
  private final ReplicationLog log = new ReplicationLog(ReplicationLog.MIN_BACKLOG_BYTES, 0);
  private final List<String> executed = new ArrayList<>();
  private final StreamApplier applier = applierOf(log);

  private StreamApplier applierOf(ReplicationLog into) {
    return new StreamApplier(
        into,
        new StreamApplier.Executor() {
          @Override
          public boolean supports(CommandBatch batch, int command) {
            return !word(batch, command, 0).equals("XADD");
          }

          @Override
          public void execute(CommandBatch batch, int command, int database) {
            executed.add(database + " " + word(batch, command, 0) + word(batch, command, 1));
          }
        });
  }

  private static String word(CommandBatch batch, int command, int argument) {
    return new String(
        batch.bytes(),
        batch.offset(command, argument),
        batch.length(command, argument),
        StandardCharsets.US_ASCII);
  }

  private static String resp(String... commands) {
    StringBuilder out = new StringBuilder();
    for (String command : commands) {
      String[] words = command.split(" ");
      out.append('*').append(words.length).append("\r\n");
      for (String w : words) {
        out.append('$').append(w.length()).append("\r\n").append(w).append("\r\n");
      }
    }
    return out.toString();
  }

  /** Feeds a text in pieces, as a link does. */
  private String feed(String text, int pieceLength) throws ProtocolException {
    return feed(applier, text, pieceLength);
  }

  private static String feed(StreamApplier applier, String text, int pieceLength)
      throws ProtocolException {
    RequestParser parser = new RequestParser();
    CommandBatch receiving = new CommandBatch();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    String unsupported = null;
    for (int i = 0; i < bytes.length && unsupported == null; i += pieceLength) {
      receiving.append(bytes, i, Math.min(pieceLength, bytes.length - i));
      parser.parse(receiving, RespLimits.AUTHENTICATED);
      if (receiving.size() > 0) {
        CommandBatch complete = receiving;
        receiving = new CommandBatch();
        complete.movePartialTo(receiving);
        unsupported = applier.apply(complete);
      }
    }
    return unsupported;
  }

  @Test
  void passesAMilestoneExactlyThereWhereverTheBytesAreCut() throws ProtocolException {
    String before = resp("SELECT 2", "SET a 1", "MULTI", "SET b 2", "EXEC");
    String text = before + resp("SET c 3", "SELECT 3", "SET d 4");
    for (int piece = 1; piece <= text.length(); piece++) {
      ReplicationLog ours = new ReplicationLog(ReplicationLog.MIN_BACKLOG_BYTES, 0);
      List<String> passed = new ArrayList<>();
      StreamApplier streamed = applierOf(ours);
      streamed.whenReached(
          before.length(), () -> passed.add(ours.offset() + " in " + streamed.database()));
      feed(streamed, text, piece);
      assertThat(passed).as("in pieces of %d", piece).containsExactly(before.length() + " in 2");
      assertThat(ours.offset()).isEqualTo(text.length());
    }
    StreamApplier forgetful = applierOf(log);
    forgetful.whenReached(1, () -> executed.add("passed"));
    forgetful.forgetMilestone();
    feed(forgetful, text, text.length());
    assertThat(executed).doesNotContain("passed");
    forgetful.whenReached(log.offset(), () -> executed.add("there already"));
    assertThat(executed).endsWith("there already");
  }

  @Test
  void executesInTheSelectedDatabaseAndCountsEveryByte() throws ProtocolException {
    String stream =
        resp("SELECT 2", "SET a", "PING", "MULTI", "SET b", "SELECT 1", "SET c", "EXEC", "SET d");
    for (int piece = 1; piece <= stream.length(); piece++) {
      long before = log.offset();
      executed.clear();
      assertThat(feed(stream, piece)).isNull();
      assertThat(executed).containsExactly("2 SETa", "2 SETb", "1 SETc", "1 SETd");
      assertThat(log.offset() - before).as("piece %d", piece).isEqualTo(stream.length());
    }
  }

  @Test
  void holdsATransactionBackUntilItsEnd() throws ProtocolException {
    String first = resp("SET a");
    feed(first + resp("MULTI", "SET b"), 1000);
    assertThat(executed).containsExactly("0 SETa");
    assertThat(log.offset()).isEqualTo(first.length());
    applier.dropUnfinished();
    feed(resp("MULTI", "SET b", "EXEC"), 1000);
    assertThat(executed).containsExactly("0 SETa", "0 SETb");
  }

  @Test
  void stopsBeforeWhatItCannotExecuteAndBeforeItsTransaction() throws ProtocolException {
    assertThat(feed(resp("SET a", "XADD s", "SET b"), 1000)).isEqualTo("XADD");
    assertThat(executed).containsExactly("0 SETa");
    assertThat(log.offset()).isEqualTo(resp("SET a").length());
    assertThat(feed(resp("MULTI", "SET c", "XADD s", "EXEC"), 1000)).isEqualTo("XADD");
    assertThat(executed).containsExactly("0 SETa");
  }

  @Test
  void noticesTheQuestionForItsOffset() throws ProtocolException {
    feed(resp("SET a"), 1000);
    assertThat(applier.takeAcknowledgementWanted()).isFalse();
    feed(resp("REPLCONF GETACK *"), 1000);
    assertThat(applier.takeAcknowledgementWanted()).isTrue();
    assertThat(applier.takeAcknowledgementWanted()).isFalse();
  }
}
