package io.vedette.node.type.hyperloglog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.store.ExpiryPolicy;
import io.vedette.node.type.string.StringCommands;
import org.junit.jupiter.api.Test;

/** Expected replies were compared with redis-server 7.0.15. */
class HyperLogLogCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            StringCommands.register(commands);
            HyperLogLogCommands.register(commands);
            KeyCommands.register(commands);
          });

  @Test
  void countsWhatWasAdded() {
    assertThat(redis.run("PFADD h")).isEqualTo(":1");
    assertThat(redis.run("PFADD h")).isEqualTo(":0");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("PFADD h a b c d e f g")).isEqualTo(":1");
    assertThat(redis.run("PFADD h a")).isEqualTo(":0");
    assertThat(redis.run("PFCOUNT h")).isEqualTo(":7");
    redis.run("PFADD other a x y");
    assertThat(redis.run("PFCOUNT h other none")).isEqualTo(":9");
    assertThat(redis.run("PFMERGE h other")).isEqualTo("+OK");
    assertThat(redis.run("PFCOUNT h")).isEqualTo(":9");
  }

  @Test
  void aNewEstimateIsReplicatedAndACachedOneIsNot() {
    redis.run("PFADD h a b");
    redis.run("PFCOUNT h");
    assertThat(redis.effects()).isEqualTo("PFCOUNT h");
    redis.run("PFCOUNT h");
    assertThat(redis.effects()).isEmpty();
  }

  @Test
  void aReplicaKeepsNoEstimateOfItsOwn() {
    redis.run("PFADD h a b");
    String before = redis.run("GET h");
    redis.keyspace().expiryPolicy(ExpiryPolicy.HIDE);
    assertThat(redis.run("PFCOUNT h")).isEqualTo(":2");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("GET h")).isEqualTo(before);
  }

  @Test
  void elementsAreCountedAsChanges() {
    redis.run("PFADD h a b c");
    assertThat(redis.changes()).isEqualTo(4);
    redis.run("PFADD h a b d");
    assertThat(redis.changes()).isEqualTo(1);
  }

  @Test
  void otherStringsAreRefused() {
    String refusal = "-WRONGTYPE Key is not a valid HyperLogLog string value.";
    for (String value : new String[] {"7", "HYLL", "HYLLHYLLHYLLHYLLHYLL", "x".repeat(12_304)}) {
      redis.run("SET s " + value);
      assertThat(redis.run("PFADD s a")).as(value).isEqualTo(refusal);
      assertThat(redis.run("PFCOUNT s")).as(value).isEqualTo(refusal);
      assertThat(redis.run("PFMERGE t s")).as(value).isEqualTo(refusal);
    }
    redis.run("PFADD h a b c");
    redis.run("SETRANGE h 16 \u007f");
    redis.run("APPEND h x");
    assertThat(redis.run("PFCOUNT h")).isEqualTo("-INVALIDOBJ Corrupted HLL object detected");
    assertThat(redis.run("PFMERGE t h")).isEqualTo("-INVALIDOBJ Corrupted HLL object detected");
    assertThat(redis.run("EXISTS t")).isEqualTo(":0");
  }

  @Test
  void expiryStaysAndStringsBehindTheEndAreZero() {
    redis.run("PFADD h a b c d e f g h i j k l m n o p q r s t");
    redis.run("EXPIRE h 100");
    redis.run("PFADD h u v w x y z");
    assertThat(redis.run("TTL h")).isEqualTo(":100");
    redis.run("SETRANGE h 299 x");
    assertThat(redis.run("GETRANGE h 220 298")).isEqualTo("$79 " + "\0".repeat(79));
  }

  @Test
  void theSelfTestPasses() {
    assertThat(redis.run("PFSELFTEST")).isEqualTo("+OK");
  }
}
