package io.vedette.node.type.set;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.type.Types;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected replies were compared with redis-server 7.0.15, encodings are those of 7.2. */
class SetCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            Types.register(commands);
            KeyCommands.register(commands);
          });

  private String encoding(String key) {
    return redis.run("OBJECT ENCODING " + key);
  }

  private void fill(String key, String prefix, int members) {
    for (int i = 0; i < members; i++) {
      redis.run("SADD " + key + " " + prefix + i);
    }
  }

  @Test
  void changesItsFormAtTheLimits() {
    fill("numbers", "", 512);
    assertThat(encoding("numbers")).isEqualTo("$6 intset");
    redis.run("SADD numbers 512");
    assertThat(encoding("numbers")).isEqualTo("$9 hashtable");
    fill("mixed", "", 100);
    redis.run("SADD mixed text");
    assertThat(encoding("mixed")).isEqualTo("$8 listpack");
    assertThat(redis.run("SCARD mixed")).isEqualTo(":101");
    assertThat(redis.run("SMISMEMBER mixed 0 99 100 text")).isEqualTo("*4 :1 :1 :0 :1");
    fill("mixed", "more", 28);
    assertThat(encoding("mixed")).isEqualTo("$9 hashtable");
    redis.run("SADD long 1 " + "x".repeat(65));
    assertThat(encoding("long")).isEqualTo("$9 hashtable");
    fill("many", "", 200);
    redis.run("SADD many text");
    assertThat(encoding("many")).isEqualTo("$9 hashtable");
  }

  private static String range(int from, int until) {
    return IntStream.range(from, until).mapToObj(Integer::toString).collect(joining(" "));
  }

  @Test
  void manyMembersOfOneCommandGetTheFormThatTheyNeed() {
    redis.run("SADD numbers " + range(0, 512));
    assertThat(encoding("numbers")).isEqualTo("$6 intset");
    redis.run("SADD more " + range(0, 513));
    assertThat(encoding("more")).isEqualTo("$9 hashtable");
    redis.run("SADD text x " + range(0, 127));
    assertThat(encoding("text")).isEqualTo("$8 listpack");
    redis.run("SADD texts x " + range(0, 128));
    assertThat(encoding("texts")).isEqualTo("$9 hashtable");
  }

  @Test
  void unionOfASetThatLostMembersGetsTheFormOfWhatIsLeft() {
    redis.run("SADD source " + range(0, 600));
    redis.run("SREM source " + range(0, 400));
    assertThat(redis.run("SUNIONSTORE union source")).isEqualTo(":200");
    assertThat(encoding("union")).isEqualTo("$6 intset");
  }

  @Test
  void numbersOfEveryWidthStaySorted() {
    redis.run("SADD s 5 -70000 9223372036854775807 70000 -9223372036854775808 4 5");
    assertThat(encoding("s")).isEqualTo("$6 intset");
    assertThat(redis.run("SMEMBERS s"))
        .isEqualTo(
            "*6 $20 -9223372036854775808 $6 -70000 $1 4 $1 5 $5 70000 $19 9223372036854775807");
    assertThat(redis.run("SREM s -70000 6 text")).isEqualTo(":1");
    assertThat(redis.run("SISMEMBER s 007")).isEqualTo(":0");
  }

  @Test
  void movesOneMember() {
    redis.run("SADD a 1 x");
    assertThat(redis.run("SMOVE a b x")).isEqualTo(":1");
    assertThat(redis.run("SMOVE a b x")).isEqualTo(":0");
    assertThat(redis.run("SMOVE a a 1")).isEqualTo(":1");
    assertThat(redis.run("SMOVE a b 1")).isEqualTo(":1");
    assertThat(redis.run("EXISTS a")).isEqualTo(":0");
    assertThat(redis.run("SCARD b")).isEqualTo(":2");
  }

  @Test
  void tellsReplicasWhatWasPopped() {
    redis.run("SADD s a b c");
    String popped = redis.run("SPOP s").substring(3);
    assertThat(redis.effects()).isEqualTo("SREM s " + popped);
    redis.run("SPOP s 1");
    assertThat(redis.effects()).matches("SREM s [abc]");
    redis.run("SPOP s 5");
    assertThat(redis.effects()).isEqualTo("DEL s");
    assertThat(redis.run("EXISTS s")).isEqualTo(":0");
    assertThat(redis.run("SPOP s 5")).isEqualTo("*0");
    assertThat(redis.run("SPOP s -1")).isEqualTo("-ERR value is out of range, must be positive");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 100, 2_000})
  void randomMembersAreDistinctOrRepeat(int members) {
    fill("s", "m", members);
    for (int wanted : new int[] {1, 3, members / 2, members, members + 5}) {
      String[] words = redis.run("SRANDMEMBER s " + wanted).split(" ");
      Set<String> distinct = new HashSet<>();
      for (int i = 2; i < words.length; i += 2) {
        distinct.add(words[i]);
      }
      assertThat(distinct).hasSize(Math.min(wanted, members));
    }
    assertThat(redis.run("SRANDMEMBER s -50").split(" ")).hasSize(101);
    assertThat(redis.run("SCARD s")).isEqualTo(":" + members);
  }

  @Test
  void algebraAgreesWithSetsOfJava() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      redis.run("DEL a b c r");
      Set<Integer> a = filled("a", random);
      Set<Integer> b = filled("b", random);
      Set<Integer> c = filled("c", random);
      Set<Integer> inter = new HashSet<>(a);
      inter.retainAll(b);
      Set<Integer> union = new HashSet<>(a);
      union.addAll(b);
      union.addAll(c);
      Set<Integer> diff = new HashSet<>(a);
      diff.removeAll(b);
      diff.removeAll(c);
      assertThat(redis.run("SINTERSTORE r a b")).isEqualTo(":" + inter.size());
      assertHolds(inter);
      assertThat(redis.run("SINTERCARD 2 a b LIMIT 3")).isEqualTo(":" + Math.min(3, inter.size()));
      assertThat(redis.run("SUNIONSTORE r a b c")).isEqualTo(":" + union.size());
      assertHolds(union);
      assertThat(redis.run("SDIFFSTORE r a b c")).isEqualTo(":" + diff.size());
      assertHolds(diff);
      assertThat(redis.run("SDIFFSTORE a a a")).isEqualTo(":0");
      assertThat(redis.run("EXISTS a")).isEqualTo(":0");
    }
  }

  private Set<Integer> filled(String key, Random random) {
    Set<Integer> members = new HashSet<>();
    int count = random.nextInt(random.nextInt(10) == 0 ? 900 : 40);
    for (int i = 0; i < count; i++) {
      members.add(random.nextInt(60 + count));
    }
    members.forEach(member -> redis.run("SADD " + key + " " + member));
    if (random.nextInt(3) == 0) {
      redis.run("SADD " + key + " text");
      redis.run("SREM " + key + " text");
    }
    return members;
  }

  private void assertHolds(Set<Integer> members) {
    assertThat(redis.run("SCARD r")).isEqualTo(":" + members.size());
    for (int member : members) {
      assertThat(redis.run("SISMEMBER r " + member)).isEqualTo(":1");
    }
  }

  @Test
  void refusesAsRedisDoes() {
    redis.run("SET text x");
    String wrongType = "-WRONGTYPE Operation against a key holding the wrong kind of value";
    assertThat(redis.run("SADD text a")).isEqualTo(wrongType);
    assertThat(redis.run("SINTER missing text")).isEqualTo(wrongType);
    assertThat(redis.run("SINTERCARD 0 a")).isEqualTo("-ERR numkeys should be greater than 0");
    assertThat(redis.run("SINTERCARD 3 a b"))
        .isEqualTo("-ERR Number of keys can't be greater than number of args");
    assertThat(redis.run("SINTERCARD 1 a LIMIT -1")).isEqualTo("-ERR LIMIT can't be negative");
    assertThat(redis.run("SINTERCARD 1 a LIMIT")).isEqualTo("-ERR syntax error");
    redis.run("SUNIONSTORE text missing");
    assertThat(redis.run("EXISTS text")).isEqualTo(":0");
  }
}
