package io.vedette.node.type.string;

import static io.vedette.node.command.CommandRunner.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCommandTest {
  private final CommandRunner redis = new CommandRunner(StringCommands::register);

  @Test
  void plainSetGoesToTheLogInItsOwnWords() {
    assertThat(redis.run("SET k v")).isEqualTo("+OK");
    assertThat(redis.effects()).isEqualTo("SET k v");
    assertThat(redis.run("GET k")).isEqualTo("$1 v");
    assertThat(redis.effects()).isEmpty();
  }

  @Test
  void conditionsDecide() {
    assertThat(redis.run("SET k v XX")).isEqualTo("$-1");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("SET k v NX")).isEqualTo("+OK");
    assertThat(redis.run("SET k w NX")).isEqualTo("$-1");
    assertThat(redis.run("SET k w XX")).isEqualTo("+OK");
    assertThat(redis.run("SETNX k x")).isEqualTo(":0");
    assertThat(redis.run("SETNX l x")).isEqualTo(":1");
    assertThat(redis.run("GET k")).isEqualTo("$1 w");
  }

  @Test
  void getAnswersTheOldValueAndIsNotPropagated() {
    assertThat(redis.run("SET k 1 GET")).isEqualTo("$-1");
    assertThat(redis.effects()).isEqualTo("SET k 1");
    assertThat(redis.run("SET k 2 NX GET")).isEqualTo("$1 1");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("SET k 3 KEEPTTL GET")).isEqualTo("$1 1");
    assertThat(redis.effects()).isEqualTo("SET k 3 KEEPTTL");
    assertThat(redis.run("GETSET k 4")).isEqualTo("$1 3");
    assertThat(redis.effects()).isEqualTo("SET k 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET k v EX 10",
        "SET k v PX 10000",
        "SET k v EXAT 1800000010",
        "SET k v PXAT 1800000010000",
        "SETEX k 10 v",
        "PSETEX k 10000 v"
      })
  void everyFormOfExpiryIsPropagatedAsAbsoluteTime(String command) {
    assertThat(redis.run(command)).isEqualTo("+OK");
    assertThat(redis.effects()).isEqualTo("SET k v PXAT " + (START_MS + 10_000));
    redis.passMs(9_999);
    assertThat(redis.run("GET k")).isEqualTo("$1 v");
    redis.passMs(1);
    assertThat(redis.run("GET k")).isEqualTo("$-1");
    assertThat(redis.expired()).containsExactly("0:k");
  }

  @Test
  void keepTtlKeepsAndPlainSetDropsTheExpiry() {
    redis.run("SET k v EX 10");
    redis.run("SET k w KEEPTTL");
    redis.run("SET l v EX 10");
    redis.run("SET l w");
    redis.passMs(10_000);
    assertThat(redis.run("GET k")).isEqualTo("$-1");
    assertThat(redis.run("GET l")).isEqualTo("$1 w");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET k v NX XX",
        "SET k v EX",
        "SET k v EX 10 PX 10",
        "SET k v EX 10 KEEPTTL",
        "SET k v KEEPTTL EX 10",
        "SET k v PERSIST",
        "SET k v FOO"
      })
  void refusesContradictions(String command) {
    assertThat(redis.run(command)).isEqualTo("-ERR syntax error");
  }

  @Test
  void refusesImpossibleExpiries() {
    String invalid = "-ERR invalid expire time in 'set' command";
    assertThat(redis.run("SET k v EX 0")).isEqualTo(invalid);
    assertThat(redis.run("SET k v PX -1")).isEqualTo(invalid);
    assertThat(redis.run("SET k v EX 9223372036854775807")).isEqualTo(invalid);
    assertThat(redis.run("SET k v PX 9223372036854775807")).isEqualTo(invalid);
    assertThat(redis.run("SETEX k 0 v")).isEqualTo("-ERR invalid expire time in 'setex' command");
    assertThat(redis.run("PSETEX k 0 v")).isEqualTo("-ERR invalid expire time in 'psetex' command");
    assertThat(redis.run("SET k v EX x")).isEqualTo("-ERR value is not an integer or out of range");
    assertThat(redis.run("GET k")).isEqualTo("$-1");
  }

  @Test
  void absenceHasItsOwnTypeInResp3() {
    redis.session().protocol(3);
    assertThat(redis.run("GET k")).isEqualTo("_");
    assertThat(redis.run("SET k v XX")).isEqualTo("_");
    assertThat(redis.run("MGET k k")).isEqualTo("*2 _ _");
  }

  @Test
  void manyAtOnce() {
    assertThat(redis.run("MSET a 1 b 2")).isEqualTo("+OK");
    assertThat(redis.run("MSETNX b 3 c 4")).isEqualTo(":0");
    assertThat(redis.run("MSETNX c 3 d 4")).isEqualTo(":1");
    assertThat(redis.run("MGET a b c x")).isEqualTo("*4 $1 1 $1 2 $1 3 $-1");
    assertThat(redis.run("MSET a 1 b"))
        .isEqualTo("-ERR wrong number of arguments for 'mset' command");
  }

  @Test
  void readingThatDeletesOrExpiresIsPropagatedAsThat() {
    redis.run("SET k v");
    assertThat(redis.run("GETEX k EX 10")).isEqualTo("$1 v");
    assertThat(redis.effects()).isEqualTo("PEXPIREAT k " + (START_MS + 10_000));
    assertThat(redis.run("GETEX k PERSIST")).isEqualTo("$1 v");
    assertThat(redis.effects()).isEqualTo("PERSIST k");
    assertThat(redis.run("GETEX k PERSIST")).isEqualTo("$1 v");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("GETEX k PXAT 1")).isEqualTo("$1 v");
    assertThat(redis.effects()).isEqualTo("DEL k");
    redis.run("SET k v");
    assertThat(redis.run("GETDEL k")).isEqualTo("$1 v");
    assertThat(redis.effects()).isEqualTo("DEL k");
    assertThat(redis.run("GETDEL k")).isEqualTo("$-1");
    assertThat(redis.effects()).isEmpty();
  }
}
