package io.vedette.node.type.zset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected texts are those of redis-server 7.0.15. */
class ScoreTextTest {
  private static double parse(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(ISO_8859_1);
    return ScoreText.parse(bytes, 1, text.length());
  }

  private static double parseLimit(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(ISO_8859_1);
    return ScoreText.parseLimit(bytes, 1, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.10000000000000001",
    "-0.1, -0.10000000000000001",
    "1e17, 1e+17",
    "99999999999999984, 99999999999999984",
    "123456789012345678, 1.2345678901234568e+17",
    "1e-4, 0.0001",
    "0.00001, 1.0000000000000001e-05",
    "5e-324, 4.9406564584124654e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-0, -0",
    "0, 0",
    "inf, inf",
    "-Infinity, -inf",
    "12345.678, 12345.678",
    "3, 3",
    "5.0e3, 5000",
    "0x10, 16",
    "0x.8p1, 1",
    "5., 5",
    ".5, 0.5",
    "+7, 7",
    "1e-310, 9.9999999999999694e-311",
  })
  void readsAndShowsNumbersAsCDoes(String text, String shown) {
    assertThat(ScoreText.of(parse(text))).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " 1", "1 ", "nan", "-nan", "abc", "1e400", "-1e400", "1e-400", "0x", "0xg", ".", "+",
        "-", "1e", "1e+", "--1", "1.5.2", "infinit", "1f", "1d", "0x1p", "1_0"
      })
  void refusesWhatIsNoScore(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void limitsMayBeEmptyBlankOrTooLarge() {
    assertThat(parseLimit("")).isZero();
    assertThat(parseLimit(" 5")).isEqualTo(5);
    assertThat(parseLimit("1e400")).isInfinite();
    assertThat(parseLimit("7\0x")).isEqualTo(7);
    assertThat(parseLimit("nan")).isNaN();
    assertThat(parseLimit("5x")).isNaN();
    assertThat(parseLimit("x")).isNaN();
    assertThat(parseLimit(" ")).isNaN();
  }

  @Test
  void whatIsShownIsReadBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double score = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(score)) {
        assertThat(parse(ScoreText.of(score))).as("seed %d", seed).isEqualTo(score);
      }
    }
  }
}
