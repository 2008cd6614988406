package io.vedette.node.type.zset;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.type.Types;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected replies were compared with redis-server 7.0.15, that of WITHSCORE excepted. */
class ZSetCommandsTest {
  private final CommandRunner redis =
      new CommandRunner(
          commands -> {
            Types.register(commands);
            KeyCommands.register(commands);
          });

  private String encoding(String key) {
    return redis.run("OBJECT ENCODING " + key);
  }

  @Test
  void becomesLargeAtTheLimitsAndStaysSo() {
    for (int i = 0; i < 128; i++) {
      redis.run("ZADD entries " + i + " m" + i);
    }
    assertThat(encoding("entries")).isEqualTo("$8 listpack");
    redis.run("ZADD entries 128 m128");
    assertThat(encoding("entries")).isEqualTo("$8 skiplist");
    redis.run("ZREMRANGEBYRANK entries 3 -1");
    assertThat(encoding("entries")).isEqualTo("$8 skiplist");
    assertThat(redis.run("ZRANGE entries 0 -1")).isEqualTo("*3 $2 m0 $2 m1 $2 m2");
    redis.run("ZADD long 1 " + "x".repeat(64));
    assertThat(encoding("long")).isEqualTo("$8 listpack");
    redis.run("ZADD long 1 " + "y".repeat(65));
    assertThat(encoding("long")).isEqualTo("$8 skiplist");
    redis.run("ZUNIONSTORE small 1 entries");
    assertThat(encoding("small")).isEqualTo("$8 listpack");
  }

  @ParameterizedTest
  @ValueSource(longs = {128, 0})
  void answersTheSameWhicheverWayItIsKept(long limit) {
    redis.keyspace().limits().zsetMaxListpackEntries = limit;
    assertThat(redis.run("ZADD z 1 a 2 b 2.5 c 1 a")).isEqualTo(":3");
    assertThat(redis.effects()).isEqualTo("ZADD z 1 a 2 b 2.5 c 1 a");
    assertThat(redis.run("ZADD z NX 9 a")).isEqualTo(":0");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("ZADD z GT CH 0 a 7 b")).isEqualTo(":1");
    assertThat(redis.run("ZADD z LT INCR 1 a")).isEqualTo("$-1");
    assertThat(redis.run("ZADD z XX INCR -3 b")).isEqualTo("$1 4");
    assertThat(redis.run("ZINCRBY z 0.1 a")).isEqualTo("$18 1.1000000000000001");
    assertThat(redis.run("ZMSCORE z c none")).isEqualTo("*2 $3 2.5 $-1");
    assertThat(redis.run("ZRANK z b")).isEqualTo(":2");
    assertThat(redis.run("ZREVRANK z b WITHSCORE")).isEqualTo("*2 :0 $1 4");
    assertThat(redis.run("ZRANK z none WITHSCORE")).isEqualTo("*-1");
    assertThat(redis.run("ZCOUNT z (1.1 4")).isEqualTo(":2");
    assertThat(redis.run("ZRANGE z 4 (1.2 BYSCORE REV LIMIT 1 5 WITHSCORES"))
        .isEqualTo("*2 $1 c $3 2.5");
    assertThat(redis.run("ZREVRANGE z 0 0 WITHSCORES")).isEqualTo("*2 $1 b $1 4");
    redis.session().protocol(3);
    assertThat(redis.run("ZREVRANGE z 0 0 WITHSCORES")).isEqualTo("*1 *2 $1 b ,4");
    assertThat(redis.run("ZPOPMIN z 1")).isEqualTo("*1 *2 $1 a ,1.1000000000000001");
    assertThat(redis.run("ZPOPMAX z")).isEqualTo("*2 $1 b ,4");
    assertThat(redis.run("ZREM z c c")).isEqualTo(":1");
    assertThat(redis.run("EXISTS z")).isEqualTo(":0");
  }

  @ParameterizedTest
  @ValueSource(longs = {128, 0})
  void knowsRangesOfMembers(long limit) {
    redis.keyspace().limits().zsetMaxListpackEntries = limit;
    redis.run("ZADD z 0 a 0 b 0 c 0 ca 0 d");
    assertThat(redis.run("ZLEXCOUNT z - +")).isEqualTo(":5");
    assertThat(redis.run("ZRANGEBYLEX z (a (ca")).isEqualTo("*2 $1 b $1 c");
    assertThat(redis.run("ZREVRANGEBYLEX z + [c LIMIT 1 1")).isEqualTo("*1 $2 ca");
    assertThat(redis.run("ZRANGE z + + BYLEX")).isEqualTo("*0");
    assertThat(redis.run("ZRANGESTORE y z [b (d BYLEX")).isEqualTo(":3");
    assertThat(redis.run("ZREMRANGEBYLEX y - (ca")).isEqualTo(":2");
    assertThat(redis.run("ZRANGE y 0 -1")).isEqualTo("*1 $2 ca");
    assertThat(redis.run("ZRANGE z a b BYLEX"))
        .isEqualTo("-ERR min or max not valid string range item");
  }

  @Test
  void combinesScoresByWeightAndRule() {
    redis.run("ZADD a 1 x 2 y inf z");
    redis.run("ZADD b 10 y -inf z 5 w");
    assertThat(redis.run("ZUNION 2 a b WITHSCORES"))
        .isEqualTo("*8 $1 z $1 0 $1 x $1 1 $1 w $1 5 $1 y $2 12");
    assertThat(redis.run("ZINTER 2 a b WEIGHTS 0 1 AGGREGATE MAX WITHSCORES"))
        .isEqualTo("*4 $1 z $1 0 $1 y $2 10");
    assertThat(redis.run("ZINTERCARD 2 a b LIMIT 1")).isEqualTo(":1");
    assertThat(redis.run("ZDIFFSTORE d 2 b a")).isEqualTo(":1");
    assertThat(redis.run("ZDIFFSTORE d 2 a a")).isEqualTo(":0");
    assertThat(redis.run("EXISTS d")).isEqualTo(":0");
    redis.run("SADD s x 7");
    assertThat(redis.run("ZUNION 2 a s WEIGHTS 1 10 WITHSCORES"))
        .isEqualTo("*8 $1 y $1 2 $1 7 $2 10 $1 x $2 11 $1 z $3 inf");
    assertThat(redis.run("ZINTERCARD 2 s a")).isEqualTo(":1");
    assertThat(redis.run("ZUNION 0 a"))
        .isEqualTo("-ERR at least 1 input key is needed for 'zunion' command");
  }

  @Test
  void popsReplicateAsWhatTheyTook() {
    redis.run("ZADD b 1 x 2 y 3 z");
    assertThat(redis.run("ZMPOP 2 a b MAX COUNT 10"))
        .isEqualTo("*2 $1 b *3 *2 $1 z $1 3 *2 $1 y $1 2 *2 $1 x $1 1");
    assertThat(redis.effects()).isEqualTo("ZPOPMAX b 3");
    assertThat(redis.run("ZMPOP 2 a b MIN")).isEqualTo("*-1");
    assertThat(redis.effects()).isEmpty();
    redis.run("ZADD c 1 x 2 y");
    assertThat(redis.run("BZPOPMIN a c 0")).isEqualTo("*3 $1 c $1 x $1 1");
    assertThat(redis.effects()).isEqualTo("ZPOPMIN c");
    assertThat(redis.run("BZMPOP 0 1 c MIN")).isEqualTo("*2 $1 c *1 *2 $1 y $1 2");
    assertThat(redis.effects()).isEqualTo("ZPOPMIN c 1");
  }

  @Test
  void sampleIsDistinctOrAsLongAsAskedFor() {
    for (int i = 0; i < 500; i++) {
      redis.run("ZADD z " + i + " m" + i);
    }
    for (int count : new int[] {3, 400, 1_000}) {
      String[] found = redis.run("ZRANDMEMBER z " + count).split(" ");
      int distinct = (int) Arrays.stream(found).filter(w -> w.startsWith("m")).distinct().count();
      assertThat(distinct).isEqualTo(Math.min(500, count));
    }
    assertThat(redis.run("ZRANDMEMBER z -1000")).startsWith("*1000 ");
  }
}
