package io.vedette.protocol.resp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommandTextTest {
  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void isAnArrayOfBulkStrings() {
    assertThat(latin(CommandText.of("PING"))).isEqualTo("*1\r\n$4\r\nPING\r\n");
    assertThat(latin(CommandText.of("SET", "a key of some length", "")))
        .isEqualTo("*3\r\n$3\r\nSET\r\n$20\r\na key of some length\r\n$0\r\n\r\n");
  }

  @Test
  void lengthsAreBytes() {
    assertThat(latin(CommandText.of("p\u00e4"))).isEqualTo("*1\r\n$2\r\np\u00e4\r\n");
    assertThat(latin(CommandText.ofUtf8("p\u00e4"))).isEqualTo("*1\r\n$3\r\np\u00c3\u00a4\r\n");
  }
}
