package io.vedette.node.type.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.type.string.StringCommands;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected replies were compared with redis-server 7.0.15. */
class BitmapCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            StringCommands.register(commands);
            BitmapCommands.register(commands);
            KeyCommands.register(commands);
          });

  @Test
  void onlyRealChangesAreReplicated() {
    assertThat(redis.run("SETBIT b 100 0")).isEqualTo(":0");
    assertThat(redis.effects()).isEqualTo("SETBIT b 100 0");
    redis.run("SETBIT b 7 0");
    assertThat(redis.effects()).isEmpty();
    redis.run("BITFIELD b OVERFLOW FAIL SET u8 0 256");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("STRLEN b")).isEqualTo(":13");
  }

  @Test
  void watchersHearOfRealChangesOnly() {
    redis.run("SET b ab EX 100");
    List<String> heard = new ArrayList<>();
    redis
        .keyspace()
        .database(0)
        .watchedKeys()
        .watch(() -> heard.add("b"), "b".getBytes(StandardCharsets.ISO_8859_1));
    redis.run("SETBIT b 0 0");
    redis.run("BITFIELD b SET u8 0 97");
    assertThat(redis.run("OBJECT ENCODING b")).isEqualTo("$3 raw");
    assertThat(heard).isEmpty();
    redis.run("SETBIT b 0 1");
    assertThat(heard).hasSize(1);
    redis.run("SET b ab KEEPTTL");
    redis.run("SETBIT b 20 0");
    assertThat(heard).hasSize(3);
    assertThat(redis.run("TTL b")).isEqualTo(":100");
  }

  @Test
  void fieldsAreCountedAsChanges() {
    redis.run("BITFIELD b SET u8 0 0 SET u8 0 1 OVERFLOW FAIL SET u8 0 256");
    assertThat(redis.changes()).isEqualTo(2);
    redis.run("BITFIELD b SET u8 0 1 SET u8 8 1");
    assertThat(redis.changes()).isEqualTo(2);
    redis.run("BITFIELD b SET u8 0 1 SET u8 8 2");
    assertThat(redis.changes()).isEqualTo(1);
    redis.run("BITFIELD new OVERFLOW FAIL INCRBY u2 0 5");
    assertThat(redis.changes()).isEqualTo(1);
  }

  @Test
  void aSearchForZerosHasNoEndUnlessOneIsGiven() {
    redis.runArguments("SET", "b", "ÿÿ");
    assertThat(redis.run("BITPOS b 0")).isEqualTo(":16");
    assertThat(redis.run("BITPOS b 0 1")).isEqualTo(":16");
    assertThat(redis.run("BITPOS b 0 0 -1")).isEqualTo(":-1");
    assertThat(redis.run("BITPOS b 0 2")).isEqualTo(":-1");
    assertThat(redis.run("BITPOS none 0 5 6")).isEqualTo(":0");
    assertThat(redis.run("BITPOS none 1")).isEqualTo(":-1");
  }

  @Test
  void rangesCountBytesOrBits() {
    redis.run("SET b foobar");
    assertThat(redis.run("BITCOUNT b")).isEqualTo(":26");
    assertThat(redis.run("BITCOUNT b 1 1")).isEqualTo(":6");
    assertThat(redis.run("BITCOUNT b 5 30 BIT")).isEqualTo(":17");
    assertThat(redis.run("BITCOUNT b 1")).isEqualTo("-ERR syntax error");
    assertThat(redis.run("BITCOUNT none 1")).isEqualTo(":0");
  }

  @Test
  void combiningNothingDeletesTheTarget() {
    redis.run("SET b x EX 100");
    assertThat(redis.run("BITOP AND b none nothing")).isEqualTo(":0");
    assertThat(redis.effects()).isEqualTo("BITOP AND b none nothing");
    assertThat(redis.run("EXISTS b")).isEqualTo(":0");
    assertThat(redis.run("BITOP NOT b none nothing"))
        .isEqualTo("-ERR BITOP NOT must be called with a single source key.");
  }

  @Test
  void whatBecomesANumberCounts() {
    redis.run("SET b 12");
    assertThat(redis.run("SETBIT b 6 1")).isEqualTo(":0");
    assertThat(redis.run("INCR b")).isEqualTo(":33");
  }
}
