package io.vedette.node.type.dump;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.type.Types;
import io.vedette.protocol.rdb.DumpPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies are those of redis-server 7.0.15; payloads are exchanged with it by DifferentialIT. */
class DumpCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            Types.register(commands);
            KeyCommands.register(commands);
          });

  private String dump(String key) {
    String reply = redis.run("DUMP " + key);
    return reply.substring(reply.indexOf(' ') + 1);
  }

  @Test
  void valuesComeBackWithTheirType() {
    redis.run("SET s value");
    redis.run("HSET h field one other two");
    for (String key : new String[] {"s", "h"}) {
      String payload = dump(key);
      assertThat(redis.runArguments("RESTORE", key, "0", payload))
          .isEqualTo("-BUSYKEY Target key name already exists.");
      assertThat(redis.runArguments("RESTORE", key + "2", "0", payload)).isEqualTo("+OK");
      assertThat(dump(key + "2")).isEqualTo(payload);
    }
    assertThat(redis.run("GET s2")).isEqualTo("$5 value");
    assertThat(redis.run("HGET h2 other")).isEqualTo("$3 two");
    assertThat(redis.run("DUMP none")).isEqualTo("$-1");
  }

  @Test
  void damagedPayloadsAreRefused() {
    redis.run("SET s value");
    String payload = dump("s");
    assertThat(redis.runArguments("RESTORE", "t", "0", payload.replace('v', 'w')))
        .isEqualTo("-ERR DUMP payload version or checksum are wrong");
    assertThat(redis.runArguments("RESTORE", "t", "0", "short"))
        .isEqualTo("-ERR DUMP payload version or checksum are wrong");
    assertThat(redis.runArguments("RESTORE", "t", "-1", payload))
        .isEqualTo("-ERR Invalid TTL value, must be >= 0");
    assertThat(redis.run("EXISTS t")).isEqualTo(":0");
  }

  /** Payloads of no elements, with a right checksum. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void collectionsWithoutElementsAreRefused(int type) {
    byte[] payload = DumpPayload.of(type, out -> out.length(0));
    assertThat(redis.runArguments("RESTORE", "t", "0", new String(payload, ISO_8859_1)))
        .isEqualTo("-ERR Bad data format");
    assertThat(redis.run("EXISTS t")).isEqualTo(":0");
  }

  @Test
  void replicasHearWhenTheKeyExpires() {
    redis.run("SET s value");
    String payload = dump("s");
    redis.runArguments("RESTORE", "t", "1000", payload, "IDLETIME", "77");
    String at = Long.toString(CommandRunner.START_MS + 1000);
    assertThat(redis.effects()).startsWith("RESTORE t " + at).endsWith("IDLETIME 77 ABSTTL");
    assertThat(redis.run("OBJECT IDLETIME t")).isEqualTo(":77");
    redis.runArguments("RESTORE", "t", "1", payload, "ABSTTL", "REPLACE");
    assertThat(redis.effects()).isEqualTo("DEL t");
    assertThat(redis.run("EXISTS t")).isEqualTo(":0");
  }
}
