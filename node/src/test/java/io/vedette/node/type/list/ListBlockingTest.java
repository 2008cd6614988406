package io.vedette.node.type.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.command.Interruption;
import io.vedette.node.command.ProxyLink;
import io.vedette.node.shard.ShardRig;
import org.junit.jupiter.api.Test;

/** Clients that wait for elements, at a shard's core. */
class ListBlockingTest {
  private final ShardRig rig = new ShardRig(DebugAccess.YES);
  private final ShardRig.Connection first = rig.connect();
  private final ShardRig.Connection second = rig.connect();
  private final ShardRig.Connection writer = rig.connect();

  @Test
  void servesInOrderOfArrivalAndLogsThePlainCommand() {
    assertThat(first.send("BLPOP k 0")).isEmpty();
    assertThat(second.send("BRPOP other k 0")).isEmpty();
    long offset = rig.log.offset();
    assertThat(writer.send("RPUSH k a b c")).isEqualTo(":3");
    assertThat(first.take()).isEqualTo("*2 $1 k $1 a");
    assertThat(second.take()).isEqualTo("*2 $1 k $1 c");
    assertThat(writer.send("LRANGE k 0 -1")).isEqualTo("*1 $1 b");
    assertThat(rig.logged(offset))
        .endsWith("*5 $5 RPUSH $1 k $1 a $1 b $1 c *2 $4 LPOP $1 k *2 $4 RPOP $1 k");
    assertThat(rig.blocking.clients().size()).isZero();
  }

  @Test
  void goesOnWithWhatTheClientPipelined() {
    assertThat(first.sendRaw("BLPOP k 0\r\nPING\r\n")).isEmpty();
    writer.send("LPUSH k a");
    assertThat(first.take()).isEqualTo("*2 $1 k $1 a +PONG");
  }

  @Test
  void servesBehindATransactionOnly() {
    first.send("BLPOP k 0");
    writer.send("MULTI");
    writer.send("RPUSH k a");
    writer.send("RPUSH k b");
    writer.send("LPOP k");
    writer.send("EXEC");
    assertThat(first.take()).isEqualTo("*2 $1 k $1 b");
    second.send("BLPOP k 0");
    writer.send("MULTI");
    writer.send("RPUSH k a");
    writer.send("DEL k");
    writer.send("EXEC");
    assertThat(second.take()).isEmpty();
  }

  @Test
  void doesNotWaitInATransaction() {
    first.send("MULTI");
    first.send("BLPOP k 0");
    first.send("BLMOVE k l LEFT LEFT 0");
    first.send("BLMPOP 0 1 k LEFT");
    assertThat(first.send("EXEC")).isEqualTo("*3 *-1 $-1 *-1");
  }

  @Test
  void isNotWokenByAnotherType() {
    first.send("BLPOP k 0");
    writer.send("SET k v");
    writer.send("DEL k");
    assertThat(first.take()).isEmpty();
    writer.send("RPUSH k a");
    assertThat(first.take()).isEqualTo("*2 $1 k $1 a");
  }

  @Test
  void isWokenByARenamedKey() {
    first.send("BLPOP k 0");
    writer.send("RPUSH j a");
    writer.send("RENAME j k");
    assertThat(first.take()).isEqualTo("*2 $1 k $1 a");
  }

  @Test
  void movesMayServeOthers() {
    first.send("BLMOVE a b LEFT RIGHT 0");
    second.send("BLMPOP 0 2 x b LEFT COUNT 5");
    writer.send("RPUSH a v");
    assertThat(first.take()).isEqualTo("$1 v");
    assertThat(second.take()).isEqualTo("*2 $1 b *1 $1 v");
    assertThat(writer.send("EXISTS a b")).isEqualTo(":0");
  }

  @Test
  void answersAnErrorWhereTheTargetIsNoList() {
    first.send("BLMOVE a s LEFT RIGHT 0");
    writer.send("SET s v");
    writer.send("RPUSH a v");
    assertThat(first.take()).startsWith("-WRONGTYPE");
    assertThat(writer.send("LLEN a")).isEqualTo(":1");
  }

  @Test
  void answersNothingWhenTheTimeIsUp() {
    first.send("BLPOP k 0.5");
    second.send("HELLO 3");
    second.send("BLMOVE k l LEFT LEFT 0.25");
    assertThat(rig.asked).contains("timer 500", "timer 250");
    rig.nowMs += 250;
    rig.fireTimers();
    assertThat(second.take()).isEqualTo("_");
    assertThat(first.take()).isEmpty();
    rig.nowMs += 250;
    rig.fireTimers();
    assertThat(first.take()).isEqualTo("*-1");
  }

  @Test
  void timeoutsAreNumbersAsC() {
    assertThat(first.send("BLPOP k nan")).isEqualTo("-ERR timeout is not a float or out of range");
    assertThat(first.send("BLPOP k 0x")).isEqualTo("-ERR timeout is not a float or out of range");
    assertThat(first.send("BLPOP k 1e5000"))
        .isEqualTo("-ERR timeout is not a float or out of range");
    assertThat(first.send("BLPOP k -Infinity")).isEqualTo("-ERR timeout is negative");
    assertThat(first.send("BLPOP k -1e4931")).isEqualTo("-ERR timeout is negative");
    assertThat(first.send("BLPOP k inf")).isEqualTo("-ERR timeout is out of range");
    assertThat(first.send("BLPOP k 0x1p60")).isEqualTo("-ERR timeout is out of range");
    assertThat(first.send("BLPOP k 0x1p-4")).isEmpty();
    rig.nowMs += 62;
    rig.fireTimers();
    assertThat(first.take()).isEmpty();
    rig.nowMs++;
    rig.fireTimers();
    assertThat(first.take()).isEqualTo("*-1");
  }

  @Test
  void oneTimerIsEnoughHoweverManyWaitsEnd() {
    first.send("BLPOP k 1000");
    for (int i = 0; i < 5; i++) {
      second.send("BLPOP k 0.1");
      assertThat(rig.timers()).isEqualTo(1);
      rig.nowMs += 100;
      rig.fireTimers();
      assertThat(second.take()).isEqualTo("*-1");
      assertThat(rig.timers()).isEqualTo(1);
    }
    rig.nowMs += 999_500;
    rig.fireTimers();
    assertThat(first.take()).isEqualTo("*-1");
    assertThat(rig.timers()).isZero();
  }

  @Test
  void unblocksOnDemand() {
    first.send("BLPOP k 0");
    long id = first.client.session().id();
    assertThat(writer.send("CLIENT UNBLOCK " + id)).isEqualTo(":1");
    assertThat(first.take()).isEqualTo("*-1");
    assertThat(writer.send("CLIENT UNBLOCK " + id)).isEqualTo(":0");
    first.send("BLPOP k 0");
    assertThat(writer.send("CLIENT UNBLOCK " + id + " error")).isEqualTo(":1");
    assertThat(first.take()).isEqualTo("-UNBLOCKED client unblocked via CLIENT UNBLOCK");
    assertThat(writer.send("RPUSH k a")).isEqualTo(":1");
    assertThat(first.send("LPOP k")).isEqualTo("$1 a");
  }

  @Test
  void forgetsWhoIsGone() {
    first.send("BLPOP k 0");
    second.send("BLPOP k 0");
    first.close();
    writer.send("RPUSH k a");
    assertThat(second.take()).isEqualTo("*2 $1 k $1 a");
    assertThat(rig.blocking.clients().keys()).isZero();
  }

  @Test
  void givesNothingToWhoIsKilled() {
    first.send("BLPOP k 0");
    first.closesLate = true;
    long id = first.client.session().id();
    assertThat(writer.sendRaw("CLIENT KILL ID " + id + "\r\nRPUSH k a\r\nLLEN k\r\n"))
        .isEqualTo(":1 :1 :1");
    assertThat(first.take()).isEmpty();
  }

  @Test
  void sendsEverybodyAwayWhenTheCopyFollowsAMaster() {
    first.send("BLPOP k 0");
    rig.blocking.roleChanged();
    assertThat(first.take()).startsWith("-UNBLOCKED force unblock");
    assertThat(first.isClosed()).isTrue();
  }

  @Test
  void clientsOfAProxyWaitBesideItsConnection() {
    ProxyLink proxy = new ProxyLink("p");
    first.client.session().proxy(proxy);
    proxy.nextMayWait(7);
    assertThat(first.send("BLPOP k 0")).isEqualTo("+WAITING");
    proxy.nextMayWait(8);
    assertThat(first.send("BRPOP k 0")).isEqualTo("+WAITING");
    proxy.nextMayWait(9);
    assertThat(first.send("BRPOP k 0")).isEqualTo("+WAITING");
    rig.blocking.proxied().end(first.client.session(), 8);
    assertThat(first.send("PING")).isEqualTo("+PONG");
    writer.send("RPUSH k a b c");
    assertThat(first.take()).isEqualTo(">3 $4 wait :7 *2 $1 k $1 a >3 $4 wait :9 *2 $1 k $1 c");
    proxy.nextMayWait(10);
    assertThat(first.send("BLMOVE x y LEFT LEFT 0")).isEqualTo("+WAITING");
    assertThat(first.send("RPUSH x v")).isEqualTo(":1 >3 $4 wait :10 $1 v");
    proxy.nextMayWait(12);
    first.send("BLPOP x 0");
    Interruption waiting = rig.blocking.proxied().interruption(first.client.session(), 12);
    waiting.end(true);
    assertThat(first.take())
        .isEqualTo(">3 $4 wait :12 -UNBLOCKED client unblocked via CLIENT UNBLOCK");
    assertThat(rig.blocking.proxied().interruption(first.client.session(), 12)).isNull();
    proxy.nextMayWait(13);
    first.send("BLPOP x 0");
    rig.blocking.proxied().interruption(first.client.session(), 13).end(false);
    assertThat(first.take()).isEqualTo(">3 $4 wait :13 *-1");
    assertThat(writer.send("RPUSH x v")).isEqualTo(":1");
    proxy.nextMayWait(11);
    first.send("BLPOP gone 0");
    first.close();
    writer.send("RPUSH gone a");
    assertThat(writer.send("LLEN gone")).isEqualTo(":1");
  }

  @Test
  void holdsAReplyBackUntilItsPopIsDurable() {
    first.send("BLPOP k 0");
    rig.state.holdsReplies = true;
    assertThat(writer.send("RPUSH k a")).isEmpty();
    assertThat(first.take()).isEmpty();
    rig.held.release(rig.log.offset());
    assertThat(first.take()).isEqualTo("*2 $1 k $1 a");
    assertThat(writer.take()).isEqualTo(":1");
  }
}
