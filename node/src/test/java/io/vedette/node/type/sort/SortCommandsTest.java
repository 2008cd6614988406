package io.vedette.node.type.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.type.Types;
import org.junit.jupiter.api.Test;

/** Expected replies were compared with redis-server 7.0.15, but for the order of equal weights. */
class SortCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            Types.register(commands);
            KeyCommands.register(commands);
          });

  @Test
  void numbersAreSortedAsNumbers() {
    redis.run("RPUSH l 10 9 -1 1e2 0x10 1.5 inf -inf 007");
    assertThat(redis.run("SORT l"))
        .isEqualTo("*9 $4 -inf $2 -1 $3 1.5 $3 007 $1 9 $2 10 $4 0x10 $3 1e2 $3 inf");
    assertThat(redis.run("SORT l DESC LIMIT 1 2")).isEqualTo("*2 $3 1e2 $4 0x10");
    redis.run("RPUSH l abc");
    assertThat(redis.run("SORT l LIMIT 0 1"))
        .isEqualTo("-ERR One or more scores can't be converted into double");
    assertThat(redis.run("SORT none")).isEqualTo("*0");
    assertThat(redis.run("SORT l ALPHA LIMIT 8 9")).isEqualTo("*2 $3 abc $3 inf");
  }

  @Test
  void equalNumbersAreSortedAsTexts() {
    redis.run("RPUSH l 1.0 1 01 0 -0");
    assertThat(redis.run("SORT l")).isEqualTo("*5 $2 -0 $1 0 $2 01 $1 1 $3 1.0");
    assertThat(redis.run("SORT l DESC")).isEqualTo("*5 $3 1.0 $1 1 $2 01 $1 0 $2 -0");
  }

  @Test
  void limitsMayBeAnything() {
    redis.run("RPUSH l 3 1 2");
    assertThat(redis.run("SORT l LIMIT -5 2")).isEqualTo("*2 $1 1 $1 2");
    assertThat(redis.run("SORT l LIMIT 1 -7")).isEqualTo("*2 $1 2 $1 3");
    assertThat(redis.run("SORT l LIMIT 1 0")).isEqualTo("*0");
    assertThat(redis.run("SORT l LIMIT 3 5")).isEqualTo("*0");
    assertThat(redis.run("SORT l LIMIT 1 9223372036854775807")).isEqualTo("*2 $1 2 $1 3");
    assertThat(redis.run("SORT l LIMIT 9223372036854775807 1")).isEqualTo("*0");
    assertThat(redis.run("SORT l LIMIT a 1")).startsWith("-ERR value is not an integer");
    assertThat(redis.run("SORT l LIMIT 1")).isEqualTo("-ERR syntax error");
  }

  @Test
  void weightsAndResultsComeFromOtherKeys() {
    redis.run("SADD s 1 2 3");
    redis.run("MSET w1 30 w2 10 o1 one o3 three");
    redis.run("HSET h3 w 20 name drei");
    redis.run("HSET h1 name eins");
    assertThat(redis.run("SORT s BY w*")).isEqualTo("*3 $1 3 $1 2 $1 1");
    assertThat(redis.run("SORT s BY w* GET # GET o* GET h*->name GET fixed DESC LIMIT 0 2"))
        .isEqualTo("*8 $1 1 $3 one $4 eins $-1 $1 2 $-1 $-1 $-1");
    assertThat(redis.run("SORT s BY h*->w ALPHA")).isEqualTo("*3 $1 1 $1 2 $1 3");
    assertThat(redis.run("SORT s BY o* ALPHA DESC")).isEqualTo("*3 $1 3 $1 1 $1 2");
    assertThat(redis.run("SORT s BY h* GET h*->")).isEqualTo("*3 $-1 $-1 $-1");
    assertThat(redis.run("SORT s BY o*")).startsWith("-ERR One or more");
  }

  @Test
  void listsAndSortedSetsKeepTheirOrderWhereNoneIsAskedFor() {
    redis.run("RPUSH l c a b d");
    assertThat(redis.run("SORT l BY nosort")).isEqualTo("*4 $1 c $1 a $1 b $1 d");
    assertThat(redis.run("SORT l BY nosort DESC LIMIT 1 2")).isEqualTo("*2 $1 b $1 a");
    redis.run("ZADD z 3 a 2 b 1 c");
    assertThat(redis.run("SORT z BY nosort LIMIT 0 2")).isEqualTo("*2 $1 c $1 b");
    assertThat(redis.run("SORT z BY nosort DESC LIMIT 2 -1")).isEqualTo("*1 $1 c");
    assertThat(redis.run("SORT z BY nosort BY w*")).isEqualTo("*3 $1 c $1 b $1 a");
    assertThat(redis.run("SORT z ALPHA")).isEqualTo("*3 $1 a $1 b $1 c");
  }

  @Test
  void resultsAreStoredAsList() {
    redis.run("RPUSH l 3 1 2");
    redis.run("MSET o1 one o3 three");
    redis.run("SET target x");
    assertThat(redis.run("SORT l GET o* STORE target")).isEqualTo(":3");
    assertThat(redis.effects()).isEqualTo("SORT l GET o* STORE target");
    assertThat(redis.changes()).isEqualTo(3);
    assertThat(redis.run("LRANGE target 0 -1")).isEqualTo("*3 $3 one $0  $5 three");
    assertThat(redis.run("SORT l STORE x STORE l")).isEqualTo(":3");
    assertThat(redis.run("LRANGE l 0 -1")).isEqualTo("*3 $1 1 $1 2 $1 3");
    assertThat(redis.run("SORT none STORE l")).isEqualTo(":0");
    assertThat(redis.changes()).isEqualTo(1);
    assertThat(redis.run("EXISTS l x")).isEqualTo(":0");
    assertThat(redis.run("SORT_RO target STORE l")).isEqualTo("-ERR syntax error");
    assertThat(redis.run("SORT_RO target BY nosort LIMIT 0 1")).isEqualTo("*1 $3 one");
  }

  @Test
  void whatIsStoredIsTheSameEverywhere() {
    redis.run("SADD s c a b");
    assertThat(redis.run("SORT s BY nosort STORE l")).isEqualTo(":3");
    assertThat(redis.run("LRANGE l 0 -1")).isEqualTo("*3 $1 a $1 b $1 c");
    assertThat(redis.run("SORT s BY w* ALPHA STORE l DESC")).isEqualTo(":3");
    assertThat(redis.effects()).startsWith("RESTORE l 0 ").endsWith(" REPLACE");
    assertThat(redis.run("LRANGE l 0 -1")).isEqualTo("*3 $1 c $1 b $1 a");
  }

  @Test
  void otherTypesAndWordsAreRefused() {
    redis.run("SET k v");
    redis.run("HSET h f v");
    assertThat(redis.run("SORT k")).startsWith("-WRONGTYPE");
    assertThat(redis.run("SORT h BY nosort")).startsWith("-WRONGTYPE");
    assertThat(redis.run("SORT k what")).isEqualTo("-ERR syntax error");
    assertThat(redis.run("SORT none BY")).isEqualTo("-ERR syntax error");
    assertThat(redis.run("SORT none GET")).isEqualTo("-ERR syntax error");
    assertThat(redis.run("SORT none STORE")).isEqualTo("-ERR syntax error");
  }

  @Test
  void starAndArrowCountInFrontOfAZeroByteOnly() {
    redis.run("RPUSH l 1 2");
    redis.runArguments("SET", "w1\0*", "7");
    redis.runArguments("HSET", "h2", "f\0g", "8");
    assertThat(redis.runArguments("SORT", "l", "GET", "w*\0*")).isEqualTo("*2 $1 7 $-1");
    assertThat(redis.runArguments("SORT", "l", "GET", "w\0*")).isEqualTo("*2 $-1 $-1");
    assertThat(redis.runArguments("SORT", "l", "GET", "h*->f\0g")).isEqualTo("*2 $-1 $1 8");
    assertThat(redis.runArguments("SORT", "l", "GET", "h*->\0g")).isEqualTo("*2 $-1 $-1");
  }
}
