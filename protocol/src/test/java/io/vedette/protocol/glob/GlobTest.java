package io.vedette.protocol.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "*, anything, true",
    "h?llo, hello, true",
    "h?llo, hllo, false",
    "h*llo, heeeello, true",
    "h*llo*, hllo, true",
    "h[ae]llo, hallo, true",
    "h[ae]llo, hillo, false",
    "h[^e]llo, hallo, true",
    "h[^e]llo, hello, false",
    "h[a-c]llo, hbllo, true",
    "h[c-a]llo, hbllo, true",
    "h[a-c]llo, hdllo, false",
    "h\\*llo, h*llo, true",
    "h\\*llo, hello, false",
    "a*b*c, aXbXbXc, true",
    "a*b*c, aXbXbX, false",
    "a**, a, true",
    "[abc, b, true",
    "[, x, false",
    "x\\, x\\, true",
    "'', '', true",
    "'', a, false",
    "?, '', false",
    "[\\]], ], true",
    "Hello, hello, false",
  })
  void matchesAsRedisDoes(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(bytes(pattern), bytes(text))).isEqualTo(matches);
  }

  @Test
  void canIgnoreTheCaseOfLetters() {
    byte[] pattern = bytes("REPL[A-K]CA-*");
    byte[] text = bytes("replica-read-only");
    assertThat(Glob.matches(pattern, 0, pattern.length, text, 0, text.length, true)).isTrue();
    assertThat(Glob.matches(pattern, 0, pattern.length, text, 0, text.length, false)).isFalse();
  }

  @Test
  void aHostilePatternCostsNeitherTimeNorStack() {
    byte[] pattern = bytes("a*".repeat(2_000) + "b");
    byte[] text = bytes("a".repeat(20_000));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThatCode(() -> assertThat(Glob.matches(pattern, text)).isFalse())
                .doesNotThrowAnyException());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
