package io.vedette.node.command.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.log.ReaderLimit;
import io.vedette.node.shard.OutputLimits;
import io.vedette.node.shard.ShardRig;
import org.junit.jupiter.api.Test;

class PubSubTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final ShardRig.Connection subscriber = rig.connect();
  private final ShardRig.Connection publisher = rig.connect();

  @Test
  void deliversToChannelsAndThenToPatterns() {
    assertThat(subscriber.send("SUBSCRIBE a")).isEqualTo("*3 $9 subscribe $1 a :1");
    assertThat(subscriber.send("PSUBSCRIBE a* b*"))
        .isEqualTo("*3 $10 psubscribe $2 a* :2 *3 $10 psubscribe $2 b* :3");
    assertThat(publisher.send("PUBLISH a 1")).isEqualTo(":2");
    assertThat(subscriber.take())
        .isEqualTo("*3 $7 message $1 a $1 1 *4 $8 pmessage $2 a* $1 a $1 1");
    assertThat(publisher.send("PUBLISH c 1")).isEqualTo(":0");
    assertThat(subscriber.take()).isEmpty();
  }

  @Test
  void keepsShardChannelsApart() {
    subscriber.send("HELLO 3");
    assertThat(subscriber.send("SSUBSCRIBE a")).isEqualTo(">3 $10 ssubscribe $1 a :1");
    assertThat(subscriber.send("SUBSCRIBE a")).isEqualTo(">3 $9 subscribe $1 a :1");
    assertThat(publisher.send("SPUBLISH a x")).isEqualTo(":1");
    assertThat(subscriber.take()).isEqualTo(">3 $8 smessage $1 a $1 x");
    assertThat(publisher.send("PUBSUB SHARDCHANNELS")).isEqualTo("*1 $1 a");
    assertThat(publisher.send("PUBSUB SHARDNUMSUB a b")).isEqualTo("*4 $1 a :1 $1 b :0");
  }

  @Test
  void aSubscriberWithRespTwoMayNotDoMuchElse() {
    subscriber.send("SUBSCRIBE a");
    assertThat(subscriber.send("GET x"))
        .isEqualTo(
            "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
                + " are allowed in this context");
    assertThat(subscriber.send("PING")).isEqualTo("*2 $4 pong $0");
    assertThat(subscriber.send("PING hey")).isEqualTo("*2 $4 pong $3 hey");
    assertThat(publisher.send("CLIENT LIST TYPE pubsub")).contains(" flags=P ", " sub=1 psub=0 ");
    assertThat(subscriber.send("UNSUBSCRIBE")).isEqualTo("*3 $11 unsubscribe $1 a :0");
    assertThat(subscriber.send("UNSUBSCRIBE")).isEqualTo("*3 $11 unsubscribe $-1 :0");
    assertThat(subscriber.send("GET x")).isEqualTo("$-1");
  }

  @Test
  void aMessageToItsOwnPublisherFollowsTheReply() {
    subscriber.send("HELLO 3");
    subscriber.send("SUBSCRIBE a");
    assertThat(subscriber.send("PUBLISH a x")).isEqualTo(":1 >3 $7 message $1 a $1 x");
    assertThat(subscriber.sendRaw("MULTI\r\nPUBLISH a y\r\nGET k\r\nEXEC\r\n"))
        .isEqualTo("+OK +QUEUED +QUEUED *2 :1 _ >3 $7 message $1 a $1 y");
    subscriber.send("CLIENT REPLY OFF");
    assertThat(subscriber.send("SUBSCRIBE b")).isEqualTo(">3 $9 subscribe $1 b :2");
    assertThat(subscriber.send("PUBLISH b z")).isEqualTo(">3 $7 message $1 b $1 z");
  }

  @Test
  void endsWithTheConnectionAndWithReset() {
    subscriber.send("SUBSCRIBE a");
    assertThat(subscriber.send("RESET")).isEqualTo("+RESET");
    assertThat(publisher.send("PUBSUB CHANNELS")).isEqualTo("*0");
    subscriber.send("PSUBSCRIBE *");
    assertThat(publisher.send("PUBSUB NUMPAT")).isEqualTo(":1");
    subscriber.close();
    assertThat(publisher.send("PUBSUB NUMPAT")).isEqualTo(":0");
  }

  @Test
  void goesToReplicasOnceThereWereSomeAndIsNoChange() {
    long start = rig.log.offset();
    publisher.send("PUBLISH a x");
    assertThat(rig.log.offset()).isEqualTo(start);
    rig.replicaSeen();
    publisher.send("PUBLISH a x");
    assertThat(rig.logged(start)).contains("PUBLISH");
    assertThat(rig.stats.changes()).isZero();
  }

  @Test
  void aMasterThatMayNotWriteDoesNotPublish() {
    subscriber.send("SUBSCRIBE a");
    rig.state.writeRefusal = "READONLY sealed";
    rig.state.publishRefusal = "READONLY sealed";
    assertThat(publisher.send("PUBLISH a x")).isEqualTo("-READONLY sealed");
    assertThat(publisher.sendRaw("MULTI\r\nPUBLISH a x\r\nEXEC\r\n"))
        .startsWith("+OK -READONLY sealed -EXECABORT");
    assertThat(subscriber.take()).isEmpty();
  }

  @Test
  void closesASubscriberThatLeavesMoreThanItsLimitUntaken() {
    rig.policy.outputLimits =
        new OutputLimits(
            OutputLimits.DEFAULT.normal(),
            OutputLimits.DEFAULT.replica(),
            new ReaderLimit(100_000, 0, 0));
    subscriber.send("SUBSCRIBE a");
    subscriber.untakenBytes = 99_999;
    publisher.send("PUBLISH a x");
    assertThat(subscriber.isClosed()).isFalse();
    subscriber.untakenBytes = 100_001;
    publisher.send("PUBLISH a x");
    assertThat(subscriber.isClosed()).isTrue();
  }
}
