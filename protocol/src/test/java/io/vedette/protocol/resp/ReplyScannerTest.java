package io.vedette.protocol.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyScannerTest {
  private static final String[] REPLIES = {
    "+OK\r\n",
    "-ERR it is\rnot\r\n",
    ":-12\r\n",
    "$0\r\n\r\n",
    "$6\r\na\r\nb\r\n\r\n",
    "$-1\r\n",
    "*-1\r\n",
    "*0\r\n",
    "*3\r\n:1\r\n*2\r\n$1\r\nx\r\n*0\r\n+y\r\n",
    "%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n_\r\n",
    "%0\r\n",
    "~1\r\n#t\r\n",
    ">3\r\n$4\r\nwait\r\n:7\r\n:2\r\n",
    "|1\r\n+ttl\r\n:10\r\n$1\r\nv\r\n",
    "*2\r\n|1\r\n+a\r\n+b\r\n:1\r\n:2\r\n",
    ",3.14\r\n",
    "(349999999999999999999\r\n",
    "=7\r\ntxt:abc\r\n",
    "!5\r\nERR x\r\n",
    "_\r\n",
  };

  @Test
  void aStreamIsCutAtEveryReplyWhereverReadsEnd() throws ProtocolException {
    byte[] stream = ascii(String.join("", REPLIES));
    for (int step = 1; step <= stream.length; step++) {
      ReplyScanner scanner = new ReplyScanner();
      int start = 0;
      int found = 0;
      for (int received = Math.min(step, stream.length); ; ) {
        int end = scanner.scan(stream, start, received);
        if (end >= 0) {
          assertThat(text(stream, start, end)).isEqualTo(REPLIES[found++]);
          start = end;
          if (start == stream.length) {
            break;
          }
        } else if (received == stream.length) {
          break;
        } else {
          received = Math.min(received + step, stream.length);
        }
      }
      assertThat(found).as("reads of %d bytes", step).isEqualTo(REPLIES.length);
    }
  }

  @Test
  void theBytesMayMoveBetweenCalls() throws ProtocolException {
    byte[] reply = ascii("*2\r\n$3\r\nfoo\r\n$3\r\nbar\r\n");
    ReplyScanner scanner = new ReplyScanner();
    assertThat(scanner.scan(reply, 0, 15)).isEqualTo(ReplyScanner.INCOMPLETE);
    byte[] moved = new byte[100];
    System.arraycopy(reply, 0, moved, 40, reply.length);
    assertThat(scanner.scan(moved, 40, 40 + reply.length)).isEqualTo(40 + reply.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?\r\n", "$\r\n", "$1x\r\n", "*99999999999\r\n", "$-2\r\n", "%2147483648\r\n"})
  void whatIsNoReplyIsRefused(String bytes) {
    byte[] input = ascii(bytes);
    assertThatThrownBy(() -> new ReplyScanner().scan(input, 0, input.length))
        .isInstanceOf(ProtocolException.class);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.US_ASCII);
  }
}
