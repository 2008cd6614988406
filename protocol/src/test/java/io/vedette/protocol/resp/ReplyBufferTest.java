package io.vedette.protocol.resp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyBufferTest {
  @Test
  void aBulkStringOfAnyLengthSaysItsLength() {
    for (int length = 0; length < 1100; length++) {
      ReplyBuffer reply = new ReplyBuffer();
      String value = "x".repeat(length);
      reply.bulk(value.getBytes(US_ASCII));
      assertThat(new String(reply.toByteArray(), US_ASCII))
          .isEqualTo("$" + length + "\r\n" + value + "\r\n");
    }
  }

  @Test
  void bulkStringsFollowEachOtherWhileTheBufferGrows() {
    ReplyBuffer reply = new ReplyBuffer();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      String value = "y".repeat(i % 40);
      reply.bulk(value.getBytes(US_ASCII));
      expected.append('$').append(value.length()).append("\r\n").append(value).append("\r\n");
    }
    assertThat(new String(reply.toByteArray(), US_ASCII)).isEqualTo(expected.toString());
  }
}
