package io.vedette.node.type.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.type.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected replies were compared with redis-server 7.0.15. */
class HashCommandsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            Types.register(commands);
            KeyCommands.register(commands);
          });

  private void fill(String key, int fields) {
    for (int i = 0; i < fields; i++) {
      redis.run("HSET " + key + " f" + i + " v" + i);
    }
  }

  private String encoding(String key) {
    return redis.run("OBJECT ENCODING " + key);
  }

  @Test
  void becomesATableAtTheLimitsAndStaysOne() {
    fill("entries", 128);
    assertThat(encoding("entries")).isEqualTo("$8 listpack");
    redis.run("HSET entries f128 v");
    assertThat(encoding("entries")).isEqualTo("$9 hashtable");
    redis.run("HDEL entries f128 f1 f2");
    assertThat(encoding("entries")).isEqualTo("$9 hashtable");
    redis.run("HSET long f " + "x".repeat(64));
    assertThat(encoding("long")).isEqualTo("$8 listpack");
    redis.run("HSETNX long f " + "x".repeat(65));
    assertThat(redis.run("HSTRLEN long f")).isEqualTo(":64");
    redis.run("HSET long " + "y".repeat(65) + " 1");
    assertThat(encoding("long")).isEqualTo("$9 hashtable");
    redis.keyspace().limits().hashMaxListpackEntries = 1;
    fill("lower", 2);
    assertThat(encoding("lower")).isEqualTo("$9 hashtable");
    assertThat(redis.run("HLEN lower")).isEqualTo(":2");
  }

  @ParameterizedTest
  @ValueSource(longs = {128, 0})
  void answersTheSameWhicheverWayItIsKept(long limit) {
    redis.keyspace().limits().hashMaxListpackEntries = limit;
    assertThat(redis.run("HSET h a 1 b two a 3")).isEqualTo(":2");
    assertThat(redis.effects()).isEqualTo("HSET h a 1 b two a 3");
    assertThat(redis.run("HGET h a")).isEqualTo("$1 3");
    assertThat(redis.run("HGET h c")).isEqualTo("$-1");
    assertThat(redis.run("HMGET h b c a")).isEqualTo("*3 $3 two $-1 $1 3");
    assertThat(redis.run("HSTRLEN h b")).isEqualTo(":3");
    assertThat(redis.run("HEXISTS h c")).isEqualTo(":0");
    assertThat(redis.run("HSETNX h a 9")).isEqualTo(":0");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("HMSET h a 4")).isEqualTo("+OK");
    assertThat(redis.run("HINCRBY h a -14")).isEqualTo(":-10");
    assertThat(redis.run("HDEL h a c a")).isEqualTo(":1");
    assertThat(redis.run("HGETALL h")).isEqualTo("*2 $1 b $3 two");
    redis.session().protocol(3);
    assertThat(redis.run("HGETALL h")).isEqualTo("%1 $1 b $3 two");
    assertThat(redis.run("HGETALL none")).isEqualTo("%0");
    assertThat(redis.run("HRANDFIELD h 5 WITHVALUES")).isEqualTo("*1 *2 $1 b $3 two");
    assertThat(redis.run("HDEL h b")).isEqualTo(":1");
    assertThat(redis.run("EXISTS h")).isEqualTo(":0");
  }

  @Test
  void countersAreExactAndReplicateAsWhatTheyBecame() {
    redis.run("HSET h n 9223372036854775806 t text f 10.50 odd 007");
    assertThat(redis.run("HINCRBY h n 1")).isEqualTo(":9223372036854775807");
    assertThat(redis.run("HINCRBY h n 1")).isEqualTo("-ERR increment or decrement would overflow");
    assertThat(redis.run("HINCRBY h t 1")).isEqualTo("-ERR hash value is not an integer");
    assertThat(redis.run("HINCRBY h odd 1")).isEqualTo("-ERR hash value is not an integer");
    assertThat(redis.run("HINCRBY h t x"))
        .isEqualTo("-ERR value is not an integer or out of range");
    assertThat(redis.run("HINCRBYFLOAT h f 0.1")).isEqualTo("$4 10.6");
    assertThat(redis.effects()).isEqualTo("HSET h f 10.6");
    assertThat(redis.run("HINCRBYFLOAT h t 1")).isEqualTo("-ERR hash value is not a float");
    assertThat(redis.run("HINCRBYFLOAT h f inf")).isEqualTo("-ERR value is NaN or Infinity");
    assertThat(redis.run("HINCRBYFLOAT h f abc")).isEqualTo("-ERR value is not a valid float");
    assertThat(redis.run("HINCRBY fresh n 5")).isEqualTo(":5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HSET h a; -ERR wrong number of arguments for 'hset' command",
        "HSET h a 1 b; -ERR wrong number of arguments for 'hset' command",
        "HMSET h a 1 b; -ERR wrong number of arguments for 'hmset' command",
        "HRANDFIELD h x; -ERR value is not an integer or out of range",
        "HRANDFIELD h 1 VALUES; -ERR syntax error",
        "HRANDFIELD h 1 WITHVALUES x; -ERR syntax error",
        "HRANDFIELD h 9223372036854775807 WITHVALUES; -ERR value is out of range",
        "HSCAN h x; -ERR invalid cursor",
        "HSCAN h 0 COUNT; -ERR syntax error",
        "HSCAN h 0 COUNT 0; -ERR syntax error",
        "HSCAN h 0 TYPE hash; -ERR syntax error",
        "HSCAN none 0 TYPE hash; *2 $1 0 *0",
        "HRANDFIELD none 3; *0",
        "HRANDFIELD none; $-1",
        "HMGET none a; *1 $-1",
      })
  void answersErrorsAndAbsenceAsRedisDoes(String command, String reply) {
    redis.run("HSET h a 1");
    assertThat(redis.run(command)).isEqualTo(reply);
    assertThat(redis.effects()).isEmpty();
  }

  @Test
  void refusesOtherTypesBothWays() {
    redis.run("SET s 5");
    redis.run("SET text " + "x".repeat(70_000));
    redis.run("HSET h a 1");
    fill("large", 200);
    for (String key : new String[] {"s", "text"}) {
      for (String command :
          new String[] {
            "HSET %s a 1", "HGET %s a", "HINCRBY %s a 1", "HINCRBYFLOAT %s a 1", "HGETALL %s",
            "HDEL %s a", "HSCAN %s 0", "HRANDFIELD %s", "HSETNX %s a 1", "HLEN %s"
          }) {
        assertThat(redis.run(command.formatted(key))).as(command).isEqualTo(WRONG_TYPE);
      }
    }
    for (String key : new String[] {"h", "large"}) {
      for (String command :
          new String[] {
            "GET %s",
            "INCR %s",
            "INCRBYFLOAT %s 1",
            "APPEND %s x",
            "STRLEN %s",
            "GETDEL %s",
            "GETRANGE %s 0 1",
            "SETRANGE %s 0 x",
            "GETSET %s x",
            "SET %s x GET",
            "GETEX %s"
          }) {
        assertThat(redis.run(command.formatted(key))).as(command).isEqualTo(WRONG_TYPE);
      }
      assertThat(redis.run("MGET " + key)).isEqualTo("*1 $-1");
      assertThat(redis.run("TYPE " + key)).isEqualTo("+hash");
      assertThat(redis.run("SETNX " + key + " x")).isEqualTo(":0");
      assertThat(redis.run("SET " + key + " x")).isEqualTo("+OK");
      assertThat(redis.run("GET " + key)).isEqualTo("$1 x");
    }
  }

  @Test
  void aStringOfTheSameLengthTakesThePlaceOfAPackedHash() {
    redis.run("HSET h a 1");
    redis.run("SET h 123456789ab");
    assertThat(redis.run("GET h")).isEqualTo("$11 123456789ab");
    assertThat(redis.run("TYPE h")).isEqualTo("+string");
  }

  @Test
  void keepsItsExpiryThroughEveryEdit() {
    redis.run("HSET h a 1");
    redis.run("EXPIRE h 100");
    redis.run("HSET h a 2 b " + "x".repeat(20));
    assertThat(redis.run("TTL h")).isEqualTo(":100");
    redis.run("HSET h c " + "x".repeat(100));
    assertThat(encoding("h")).isEqualTo("$9 hashtable");
    redis.run("HSET h d 4");
    assertThat(redis.run("TTL h")).isEqualTo(":100");
    redis.run("PERSIST h");
    assertThat(redis.run("TTL h")).isEqualTo(":-1");
    redis.run("PEXPIRE h 5");
    redis.passMs(6);
    assertThat(redis.run("HSET h z 1")).isEqualTo(":1");
    assertThat(redis.run("HGETALL h")).isEqualTo("*2 $1 z $1 1");
    assertThat(redis.run("TTL h")).isEqualTo(":-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 1_000})
  void copiesShareNoChange(int fields) {
    fill("one", fields);
    redis.run("EXPIRE one 50");
    redis.run("COPY one two");
    redis.run("HSET one f1 changed");
    redis.run("HDEL two f0");
    redis.run("COPY two three");
    redis.run("RENAME two 2");
    redis.run("HSET 2 new 1");
    assertThat(redis.run("HGET 2 f1")).isEqualTo("$2 v1");
    assertThat(redis.run("HLEN one")).isEqualTo(":" + fields);
    assertThat(redis.run("HLEN three")).isEqualTo(":" + (fields - 1));
    assertThat(redis.run("HLEN 2")).isEqualTo(":" + fields);
    assertThat(redis.run("TTL 2")).isEqualTo(":50");
    assertThat(redis.run("MOVE 2 1")).isEqualTo(":1");
    assertThat(redis.run("HLEN 2")).isEqualTo(":0");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 3_000})
  void scansVisitEveryField(int fields) {
    fill("h", fields);
    Map<String, String> found = new HashMap<>();
    String cursor = "0";
    do {
      String[] reply = redis.run("HSCAN h " + cursor + " COUNT 50").split(" ");
      cursor = reply[2];
      for (int i = 5; i < reply.length; i += 4) {
        found.put(reply[i], reply[i + 2]);
      }
    } while (!cursor.equals("0"));
    assertThat(found).hasSize(fields).containsEntry("f7", "v7");
    assertThat(redis.run("HSCAN h 0 COUNT 100000 MATCH f19")).isEqualTo("*2 $1 0 *2 $3 f19 $3 v19");
  }

  @ParameterizedTest
  @CsvSource({"20, 5", "20, 19", "20, 100", "2000, 30", "2000, 1900", "2000, 5000"})
  void randomFieldsAreDistinctOnesOfTheHash(int fields, int count) {
    fill("h", fields);
    String[] reply = redis.run("HRANDFIELD h " + count + " WITHVALUES").split(" ");
    Set<String> drawn = new HashSet<>();
    for (int i = 2; i < reply.length; i += 4) {
      assertThat(reply[i + 2]).isEqualTo("v" + reply[i].substring(1));
      assertThat(drawn.add(reply[i])).isTrue();
    }
    assertThat(drawn).hasSize(Math.min(count, fields));
    String[] repeated = redis.run("HRANDFIELD h -" + 2 * fields).split(" ");
    assertThat(repeated).hasSize(1 + 4 * fields);
    for (int i = 2; i < repeated.length; i += 2) {
      assertThat(redis.run("HEXISTS h " + repeated[i])).isEqualTo(":1");
    }
    assertThat(redis.run("HRANDFIELD h")).startsWith("$").contains("f");
    assertThat(redis.run("HRANDFIELD h 0")).isEqualTo("*0");
  }

  @Test
  void memoryIsAccountedWhateverHappens() {
    redis.run("EXISTS none");
    long empty = redis.keyspace().memoryBytes();
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      String key = "h" + random.nextInt(5);
      redis.run("HSET " + key + " f" + random.nextInt(300) + " " + "x".repeat(random.nextInt(80)));
      redis.run("HDEL " + key + " f" + random.nextInt(300) + " f" + random.nextInt(300));
    }
    assertThat(redis.keyspace().memoryBytes()).isGreaterThan(empty);
    redis.run("DEL h0 h1 h2 h3 h4");
    assertThat(redis.keyspace().memoryBytes()).isEqualTo(empty);
  }
}
