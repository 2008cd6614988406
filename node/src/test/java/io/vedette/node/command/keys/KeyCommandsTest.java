package io.vedette.node.command.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.type.string.StringCommands;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Expected replies were compared with redis-server 7.0.15. */
class KeyCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            StringCommands.register(commands);
            KeyCommands.register(commands);
          });

  @Test
  void existenceTypeAndDeletion() {
    redis.run("MSET a 1 b 2");
    assertThat(redis.run("EXISTS a a b c")).isEqualTo(":3");
    assertThat(redis.run("TOUCH a c")).isEqualTo(":1");
    assertThat(redis.run("TYPE a")).isEqualTo("+string");
    assertThat(redis.run("TYPE c")).isEqualTo("+none");
    assertThat(redis.run("DBSIZE")).isEqualTo(":2");
    assertThat(redis.run("DEL a a c")).isEqualTo(":1");
    assertThat(redis.effects()).isEqualTo("DEL a a c");
    assertThat(redis.run("UNLINK c")).isEqualTo(":0");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("RANDOMKEY")).isEqualTo("$1 b");
    redis.run("DEL b");
    assertThat(redis.run("RANDOMKEY")).isEqualTo("$-1");
  }

  @Test
  void renaming() {
    redis.run("SET a 1 EX 100");
    redis.run("SET b 2");
    assertThat(redis.run("RENAMENX a b")).isEqualTo(":0");
    assertThat(redis.run("RENAME a b")).isEqualTo("+OK");
    assertThat(redis.run("GET b")).isEqualTo("$1 1");
    assertThat(redis.run("TTL b")).isEqualTo(":100");
    assertThat(redis.run("RENAME b b")).isEqualTo("+OK");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("RENAME a b")).isEqualTo("-ERR no such key");
    assertThat(redis.run("RENAMENX b c")).isEqualTo(":1");
    assertThat(redis.run("EXISTS b c")).isEqualTo(":1");
  }

  @Test
  void copyingAndMovingBetweenDatabases() {
    redis.run("SET a 1 EX 100");
    assertThat(redis.run("COPY a b")).isEqualTo(":1");
    assertThat(redis.run("COPY a b")).isEqualTo(":0");
    assertThat(redis.run("COPY a b REPLACE")).isEqualTo(":1");
    assertThat(redis.run("COPY a a DB 3")).isEqualTo(":1");
    assertThat(redis.run("COPY a a")).isEqualTo("-ERR source and destination objects are the same");
    assertThat(redis.run("COPY a c DB 16")).isEqualTo("-ERR DB index is out of range");
    assertThat(redis.run("MOVE a 3")).isEqualTo(":0");
    assertThat(redis.run("MOVE b 3")).isEqualTo(":1");
    assertThat(redis.run("MOVE a 0")).isEqualTo("-ERR source and destination objects are the same");
    redis.session().select(3);
    assertThat(redis.run("TTL b")).isEqualTo(":100");
    assertThat(redis.run("SWAPDB 0 3")).isEqualTo("+OK");
    assertThat(redis.run("EXISTS a b")).isEqualTo(":1");
    assertThat(redis.run("SWAPDB 0 x")).isEqualTo("-ERR invalid second DB index");
    assertThat(redis.run("SWAPDB 0 16")).isEqualTo("-ERR DB index is out of range");
  }

  @Test
  void copiesAreIndependentOfTheirSource() {
    redis.run("APPEND a hello");
    redis.run("APPEND a world");
    redis.run("COPY a b");
    redis.run("APPEND a more");
    assertThat(redis.run("GET b")).isEqualTo("$10 helloworld");
  }

  @Test
  void scanFiltersAndDeletesWhatHasExpired() {
    redis.run("MSET one 1 two 2 three 3");
    redis.run("SET gone x PX 1");
    redis.passMs(1);
    assertThat(redis.run("KEYS gone")).isEqualTo("*0");
    assertThat(redis.run("DBSIZE")).isEqualTo(":4");
    assertThat(words(redis.run("SCAN 0 MATCH t* COUNT 100"))).contains("two", "three", "0");
    assertThat(redis.run("DBSIZE")).isEqualTo(":4");
    assertThat(words(redis.run("SCAN 0"))).contains("one", "two", "three").doesNotContain("gone");
    assertThat(redis.run("DBSIZE")).isEqualTo(":3");
    assertThat(redis.run("SCAN 0 TYPE hash")).isEqualTo("*2 $1 0 *0");
    assertThat(redis.run("SCAN x")).isEqualTo("-ERR invalid cursor");
    assertThat(redis.run("SCAN 0 COUNT 0")).isEqualTo("-ERR syntax error");
    assertThat(redis.run("SCAN 0 MATCH")).isEqualTo("-ERR syntax error");
    assertThat(words(redis.run("KEYS *"))).contains("one", "two", "three");
    assertThat(redis.run("KEYS o?e")).isEqualTo("*1 $3 one");
  }

  private static Set<String> words(String reply) {
    return new TreeSet<>(Set.of(reply.replaceAll("\\$\\d+ |\\*\\d+ ?", "").split(" ")));
  }

  @Test
  void flushingAnEmptyDatabaseIsPropagatedToo() {
    assertThat(redis.run("FLUSHDB")).isEqualTo("+OK");
    assertThat(redis.effects()).isEqualTo("FLUSHDB");
    redis.run("SET a 1");
    redis.session().select(1);
    redis.run("SET a 1");
    assertThat(redis.run("FLUSHDB ASYNC")).isEqualTo("+OK");
    assertThat(redis.keyspace().size()).isEqualTo(1);
    assertThat(redis.run("FLUSHALL SYNC")).isEqualTo("+OK");
    assertThat(redis.keyspace().size()).isZero();
    assertThat(redis.run("FLUSHALL NOW")).isEqualTo("-ERR syntax error");
  }

  @Test
  void encodingsAndIdleTime() {
    redis.run("SET n 12");
    redis.run("SET s " + "x".repeat(44));
    redis.run("SET l " + "x".repeat(45));
    assertThat(redis.run("OBJECT ENCODING n")).isEqualTo("$3 int");
    assertThat(redis.run("OBJECT ENCODING s")).isEqualTo("$6 embstr");
    assertThat(redis.run("OBJECT ENCODING l")).isEqualTo("$3 raw");
    assertThat(redis.run("OBJECT ENCODING absent")).isEqualTo("$-1");
    redis.passMs(5_000);
    assertThat(redis.run("OBJECT IDLETIME n")).isEqualTo(":5");
    assertThat(redis.run("TTL n")).isEqualTo(":-1");
    assertThat(redis.run("OBJECT IDLETIME n")).isEqualTo(":5");
    redis.run("GET n");
    assertThat(redis.run("OBJECT IDLETIME n")).isEqualTo(":0");
    assertThat(redis.run("OBJECT REFCOUNT n")).isEqualTo(":1");
    assertThat(redis.run("OBJECT FREQ n")).startsWith("-ERR An LFU maxmemory policy is not");
    assertThat(redis.run("OBJECT HELP")).startsWith("*15 +OBJECT <subcommand>");
  }
}
