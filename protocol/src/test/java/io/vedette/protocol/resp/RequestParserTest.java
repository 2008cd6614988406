package io.vedette.protocol.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
  private static final String STREAM =
      "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n"
          + "PING\r\n"
          + "*0\r\n"
          + "\r\n"
          + "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$5\r\na\r\nbc\r\n"
          + "set \"a b\\x41\\n\" 'it\\'s' plain\n"
          + "*-1\r\n"
          + "*1\r\n$4\r\nQUIT\r\n";
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("GET", "key"),
          List.of("PING"),
          List.of("SET", "", "a\r\nbc"),
          List.of("set", "a bA\n", "it's", "plain"),
          List.of("QUIT"));

  private final RequestParser parser = new RequestParser();

  @Test
  void wholeStream() throws ProtocolException {
    var batch = new CommandBatch();
    batch.append(ascii(STREAM), 0, STREAM.length());
    parser.parse(batch, RespLimits.AUTHENTICATED);
    assertThat(commands(batch)).isEqualTo(COMMANDS);
    assertThat(batch.hasPartial()).isFalse();
  }

  @Test
  void splitAtEveryPositionIntoOneBatch() throws ProtocolException {
    for (int cut = 0; cut <= STREAM.length(); cut++) {
      var batch = new CommandBatch();
      batch.append(ascii(STREAM), 0, cut);
      parser.parse(batch, RespLimits.AUTHENTICATED);
      batch.append(ascii(STREAM), cut, STREAM.length() - cut);
      parser.parse(batch, RespLimits.AUTHENTICATED);
      assertThat(commands(batch)).as("cut at %d", cut).isEqualTo(COMMANDS);
    }
  }

  @Test
  void randomPiecesWithTheUnfinishedCommandMovedOn() throws ProtocolException {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var seen = new ArrayList<List<String>>();
      var batch = new CommandBatch();
      for (int at = 0; at < STREAM.length(); ) {
        int n = Math.min(STREAM.length() - at, 1 + random.nextInt(12));
        batch.append(ascii(STREAM), at, n);
        at += n;
        parser.parse(batch, RespLimits.AUTHENTICATED);
        seen.addAll(commands(batch));
        var next = new CommandBatch();
        batch.movePartialTo(next);
        assertThat(batch.hasPartial()).isFalse();
        batch = next;
      }
      assertThat(seen).as("seed %d", seed).isEqualTo(COMMANDS);
    }
  }

  @Test
  void rawBytesOfACommandAreThoseReceived() throws ProtocolException {
    var batch = new CommandBatch();
    batch.append(ascii(STREAM), 0, STREAM.length());
    parser.parse(batch, RespLimits.AUTHENTICATED);
    assertThat(batch.rawStart(0)).isZero();
    assertThat(batch.rawEnd(0)).isEqualTo(STREAM.indexOf("PING"));
    assertThat(batch.rawEnd(1)).isEqualTo(batch.rawStart(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*abc\\r\\n|invalid multibulk length",
        "*2147483648\\r\\n|invalid multibulk length",
        "*99999999999999999999\\r\\n|invalid multibulk length",
        "*1\\r\\n$-1\\r\\n|invalid bulk length",
        "*1\\r\\n$536870913\\r\\n|invalid bulk length",
        "*1\\r\\n$x\\r\\n|invalid bulk length",
        "*1\\r\\nGET\\r\\n|expected '$', got 'G'",
        "set \"a\\r\\n|unbalanced quotes in request",
        "set \"a\"b\\r\\n|unbalanced quotes in request",
      })
  void violations(String input, String text) {
    var batch = new CommandBatch();
    String bytes = input.replace("\\r", "\r").replace("\\n", "\n");
    batch.append(ascii(bytes), 0, bytes.length());
    assertThatThrownBy(() -> parser.parse(batch, RespLimits.AUTHENTICATED))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("Protocol error: " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "x", "*1\r\n$"})
  void endlessLineIsRefused(String start) {
    var batch = new CommandBatch();
    String bytes = start + "1".repeat(RespLimits.MAX_INLINE_BYTES + 2);
    batch.append(ascii(bytes), 0, bytes.length());
    assertThatThrownBy(() -> parser.parse(batch, RespLimits.AUTHENTICATED))
        .hasMessageStartingWith("Protocol error: too big");
  }

  @Test
  void unauthenticatedClientsMayAnnounceLittle() {
    var many = new CommandBatch();
    many.append(ascii("*11\r\n"), 0, 5);
    assertThatThrownBy(() -> parser.parse(many, RespLimits.UNAUTHENTICATED))
        .hasMessage("Protocol error: unauthenticated multibulk length");
    var big = new CommandBatch();
    big.append(ascii("*1\r\n$16385\r\n"), 0, 12);
    assertThatThrownBy(() -> parser.parse(big, RespLimits.UNAUTHENTICATED))
        .hasMessage("Protocol error: unauthenticated bulk length");
  }

  @Test
  void announcedLengthCostsNothingBeforeItArrives() throws ProtocolException {
    var batch = new CommandBatch();
    String bytes = "*2147483647\r\n$536870912\r\nabc";
    batch.append(ascii(bytes), 0, bytes.length());
    parser.parse(batch, RespLimits.AUTHENTICATED);
    assertThat(batch.size()).isZero();
    assertThat(batch.bytes()).hasSizeLessThan(64 * 1024);
  }

  private static List<List<String>> commands(CommandBatch batch) {
    var commands = new ArrayList<List<String>>();
    for (int i = 0; i < batch.size(); i++) {
      var command = new ArrayList<String>();
      for (int j = 0; j < batch.argumentCount(i); j++) {
        command.add(
            new String(
                batch.bytes(),
                batch.offset(i, j),
                batch.length(i, j),
                StandardCharsets.ISO_8859_1));
      }
      commands.add(command);
    }
    return commands;
  }

  private static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.ISO_8859_1);
  }
}
