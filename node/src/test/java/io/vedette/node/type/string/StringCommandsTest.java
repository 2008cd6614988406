package io.vedette.node.type.string;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected replies were compared with redis-server 7.0.15. */
class StringCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            StringCommands.register(commands);
            KeyCommands.register(commands);
          });

  @Test
  void countersKeepTheirExpiryAndRefuseToOverflow() {
    redis.run("SET n 9223372036854775806 EX 10");
    assertThat(redis.run("INCR n")).isEqualTo(":9223372036854775807");
    assertThat(redis.effects()).isEqualTo("INCR n");
    String overflow = "-ERR increment or decrement would overflow";
    assertThat(redis.run("INCR n")).isEqualTo(overflow);
    assertThat(redis.run("INCRBY n 5")).isEqualTo(overflow);
    assertThat(redis.run("DECRBY n -9223372036854775808"))
        .isEqualTo("-ERR decrement would overflow");
    assertThat(redis.run("TTL n")).isEqualTo(":10");
    assertThat(redis.run("DECRBY fresh 7")).isEqualTo(":-7");
    assertThat(redis.run("OBJECT ENCODING fresh")).isEqualTo("$3 int");
  }

  @Test
  void countersWorkOnNumbersThatWereAppendedTo() {
    redis.run("SET n 1");
    redis.run("APPEND n 2");
    assertThat(redis.run("OBJECT ENCODING n")).isEqualTo("$3 raw");
    assertThat(redis.run("INCR n")).isEqualTo(":13");
    redis.run("APPEND n x");
    assertThat(redis.run("INCR n")).isEqualTo("-ERR value is not an integer or out of range");
  }

  @ParameterizedTest
  @CsvSource({
    "10.50, 0.1, 10.6",
    "0, 0.1, 0.1",
    "3, -3, 0",
    "5.0e3, 2.0e2, 5200",
    "0.1, 0.2, 0.3",
    "0, 1e20, 100000000000000000000",
    "1, 1e-17, 1.00000000000000001",
    "1, 1e-18, 1",
    "0, 0x1.8p1, 3",
    "0, 1.23456789012345678901, 1.23456789012345679",
    "0, .5, 0.5",
    "1, -1e-30, 1",
    "0, 0.1000000000000000055511151231257827, 0.10000000000000001",
  })
  void floatsAreAddedAsRedisAddsThem(String before, String amount, String sum) {
    redis.run("SET f " + before + " EX 10");
    assertThat(redis.run("INCRBYFLOAT f " + amount)).isEqualTo("$" + sum.length() + " " + sum);
    assertThat(redis.effects()).isEqualTo("SET f " + sum + " KEEPTTL");
    assertThat(redis.run("TTL f")).isEqualTo(":10");
  }

  @ParameterizedTest
  @CsvSource({
    "abc, not",
    "'', not",
    "1e5000, not",
    "1e-5000, not",
    "nan, not",
    "1e, not",
    "., not",
    "inf, infinite",
    "-Infinity, infinite",
    "1e4932, infinite"
  })
  void otherFloatsAreRefused(String amount, String kind) {
    redis.run("SET f 1e4932");
    String expected =
        kind.equals("not")
            ? "-ERR value is not a valid float"
            : "-ERR increment would produce NaN or Infinity";
    assertThat(redis.runArguments("INCRBYFLOAT", "f", amount)).isEqualTo(expected);
    assertThat(redis.run("GET f")).isEqualTo("$6 1e4932");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, This",
    "-3, -1, ing",
    "0, -1, This is a string",
    "10, 100, string",
    "5, 3, ''",
    "-1, -5, ''",
    "-100, 1, Th",
    "20, 30, ''",
    "-9223372036854775808, 9223372036854775807," + " This is a string"
  })
  void rangesAreClamped(String start, String end, String expected) {
    redis.runArguments("SET", "k", "This is a string");
    assertThat(redis.runArguments("GETRANGE", "k", start, end))
        .isEqualTo(("$" + expected.length() + " " + expected).strip());
  }

  @Test
  void rangesOfNumbersAndGrownStrings() {
    redis.run("SET n -1234");
    assertThat(redis.run("GETRANGE n 1 2")).isEqualTo("$2 12");
    redis.run("APPEND g hello");
    redis.run("APPEND g world");
    assertThat(redis.run("SUBSTR g 3 6")).isEqualTo("$4 lowo");
    assertThat(redis.run("STRLEN g")).isEqualTo(":10");
    assertThat(redis.run("STRLEN n")).isEqualTo(":5");
    assertThat(redis.run("STRLEN absent")).isEqualTo(":0");
  }

  @Test
  void writesInsideAndBehindStrings() {
    redis.run("SET k hello EX 10");
    assertThat(redis.run("SETRANGE k 1 uu")).isEqualTo(":5");
    assertThat(redis.run("SETRANGE k 7 x")).isEqualTo(":8");
    assertThat(redis.run("GET k")).isEqualTo("$8 huulo\0\0x");
    assertThat(redis.run("TTL k")).isEqualTo(":10");
    assertThat(redis.runArguments("SETRANGE", "absent", "5", "")).isEqualTo(":0");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("EXISTS absent")).isEqualTo(":0");
    assertThat(redis.run("SETRANGE k -1 x")).isEqualTo("-ERR offset is out of range");
    String tooLong = "-ERR string exceeds maximum allowed size (proto-max-bulk-len)";
    assertThat(redis.run("SETRANGE k 536870912 x")).isEqualTo(tooLong);
    assertThat(redis.run("SETRANGE k 9223372036854775807 x")).isEqualTo(tooLong);
  }

  @Test
  void growsThroughTheLimitOfPackedEntries() {
    String piece = "0123456789".repeat(4_000);
    for (int i = 1; i <= 4; i++) {
      assertThat(redis.runArguments("APPEND", "k", piece)).isEqualTo(":" + 40_000 * i);
    }
    assertThat(redis.run("GET k")).isEqualTo("$160000 " + piece.repeat(4));
    redis.runArguments("SET", "k", piece.repeat(2));
    assertThat(redis.run("GETRANGE k 39999 40001")).isEqualTo("$3 901");
  }

  @Test
  void longestCommonSubsequence() {
    redis.run("MSET a ohmytext b mynewtext");
    assertThat(redis.run("LCS a b")).isEqualTo("$6 mytext");
    assertThat(redis.run("LCS a b LEN")).isEqualTo(":6");
    assertThat(redis.run("LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN"))
        .isEqualTo("*4 $7 matches *1 *3 *2 :4 :7 *2 :5 :8 :4 $3 len :6");
    redis.session().protocol(3);
    assertThat(redis.run("LCS a b IDX"))
        .isEqualTo("%2 $7 matches *2 *2 *2 :4 :7 *2 :5 :8 *2 *2 :2 :3 *2 :0 :1 $3 len :6");
    assertThat(redis.run("LCS a b IDX LEN"))
        .isEqualTo("-ERR If you want both the length and indexes, please just use IDX.");
    assertThat(redis.run("LCS a absent")).isEqualTo("$0");
  }

  @Test
  void longestCommonSubsequenceHasAMemoryLimit() {
    redis.runArguments("SET", "a", "a".repeat(20_000));
    assertThat(redis.run("LCS a a LEN"))
        .isEqualTo("-ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
  }
}
