package io.vedette.node.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LolwutCommandTest {
  private static final String VERSION = "Redis ver. 7.2.4";

  private final CommandRunner redis = new CommandRunner(LolwutCommand::register);

  private String drawing(String arguments) {
    String reply = redis.run("LOLWUT VERSION 5 " + arguments);
    return new String(reply.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Test
  void tellsTheVersion() {
    assertThat(redis.run("LOLWUT")).isEqualTo("$17 " + VERSION);
    assertThat(redis.run("LOLWUT VERSION 9 1 1")).isEqualTo("$17 " + VERSION);
    assertThat(redis.run("LOLWUT VERSION")).isEqualTo("$17 " + VERSION);
    assertThat(redis.run("LOLWUT VERSION x")).startsWith("-ERR value is not an integer");
    assertThat(redis.run("LOLWUT VERSION 5 x")).startsWith("-ERR value is not an integer");
  }

  @Test
  void theFirstSquaresStandStraight() {
    assertThat(drawing("4 1 1")).contains("⠀⡤⠤⡄\n⠀⠧⠤⠇").endsWith(VERSION);
  }

  @Test
  void isAsLargeAsAskedForWithinLimits() {
    assertThat(drawing("10 2 4").lines().filter(line -> line.matches(".*[\u2800-\u28ff]{10}")))
        .hasSizeBetween(8, 10);
    assertThat(drawing("-5 0 0").length()).isBetween(40, 80);
    assertThat(drawing("99999 1 99999").length()).isBetween(100_000, 3_000_000);
    assertThat(drawing("1 200 200").length()).isBetween(40, 80);
  }
}
