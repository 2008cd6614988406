package io.vedette.node.command.keys;

import static io.vedette.node.command.CommandRunner.START_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.store.ExpiryPolicy;
import io.vedette.node.type.string.StringCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpireCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            StringCommands.register(commands);
            KeyCommands.register(commands);
          });

  @ParameterizedTest
  @CsvSource({"EXPIRE, 10", "PEXPIRE, 10000", "EXPIREAT, 1800000010", "PEXPIREAT, 1800000010000"})
  void everyFormIsPropagatedAsAbsoluteTime(String command, String time) {
    redis.run("SET k v");
    assertThat(redis.run(command + " k " + time)).isEqualTo(":1");
    assertThat(redis.effects()).isEqualTo("PEXPIREAT k " + (START_MS + 10_000));
    assertThat(redis.run("TTL k")).isEqualTo(":10");
    assertThat(redis.run("PTTL k")).isEqualTo(":10000");
    assertThat(redis.run("EXPIRETIME k")).isEqualTo(":1800000010");
    assertThat(redis.run("PEXPIRETIME k")).isEqualTo(":1800000010000");
    assertThat(redis.run("PERSIST k")).isEqualTo(":1");
    assertThat(redis.run("PERSIST k")).isEqualTo(":0");
    assertThat(redis.run("TTL k")).isEqualTo(":-1");
    assertThat(redis.run("TTL absent")).isEqualTo(":-2");
    assertThat(redis.run(command + " absent " + time)).isEqualTo(":0");
  }

  @ParameterizedTest
  @CsvSource({"EXPIRE, 0", "EXPIRE, -1", "PEXPIRE, -9223372036854775808", "EXPIREAT, 1"})
  void timesThatAreOverDelete(String command, String time) {
    redis.run("SET k v");
    assertThat(redis.run(command + " k " + time)).isEqualTo(":1");
    assertThat(redis.effects()).isEqualTo("DEL k");
    assertThat(redis.run("EXISTS k")).isEqualTo(":0");
    assertThat(redis.expired()).isEmpty();
  }

  @Test
  void replicaNeverDeletesByItself() {
    redis.run("SET k v");
    redis.keyspace().expiryPolicy(ExpiryPolicy.KEEP);
    assertThat(redis.run("PEXPIREAT k 1")).isEqualTo(":1");
    assertThat(redis.run("EXISTS k")).isEqualTo(":1");
    redis.keyspace().expiryPolicy(ExpiryPolicy.HIDE);
    assertThat(redis.run("EXISTS k")).isEqualTo(":0");
    assertThat(redis.keyspace().size()).isEqualTo(1);
  }

  @Test
  void conditionsDecide() {
    redis.run("SET k v");
    assertThat(redis.run("EXPIRE k 100 XX")).isEqualTo(":0");
    assertThat(redis.run("EXPIRE k 100 GT")).isEqualTo(":0");
    assertThat(redis.run("EXPIRE k 100 NX")).isEqualTo(":1");
    assertThat(redis.run("EXPIRE k 100 NX")).isEqualTo(":0");
    assertThat(redis.run("EXPIRE k 50 GT")).isEqualTo(":0");
    assertThat(redis.run("EXPIRE k 200 LT")).isEqualTo(":0");
    assertThat(redis.run("EXPIRE k 200 XX GT")).isEqualTo(":1");
    assertThat(redis.run("EXPIRE k 50 LT")).isEqualTo(":1");
    assertThat(redis.run("TTL k")).isEqualTo(":50");
    redis.run("PERSIST k");
    assertThat(redis.run("EXPIRE k 50 LT")).isEqualTo(":1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXPIRE k 1 NX XX|NX and XX, GT or LT options at the same time are not compatible",
        "EXPIRE k 1 GT LT|GT and LT options at the same time are not compatible",
        "EXPIRE k 1 FOO|Unsupported option FOO",
        "EXPIRE k x|value is not an integer or out of range",
        "EXPIRE k 9223372036854775807|invalid expire time in 'expire' command",
        "EXPIRE k -9223372036854775808|invalid expire time in 'expire' command",
        "PEXPIRE k 9223372036854775807|invalid expire time in 'pexpire' command",
        "EXPIREAT k 9223372036854776|invalid expire time in 'expireat' command"
      })
  void refusesWhatMakesNoSense(String command, String error) {
    redis.run("SET k v");
    assertThat(redis.run(command)).isEqualTo("-ERR " + error);
  }
}
