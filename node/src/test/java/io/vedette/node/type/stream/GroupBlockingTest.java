package io.vedette.node.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.shard.ShardRig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consumers that wait for entries of their group, at a shard's core. */
class GroupBlockingTest {
  private final ShardRig rig = new ShardRig(DebugAccess.YES);
  private final ShardRig.Connection first = rig.connect();
  private final ShardRig.Connection second = rig.connect();
  private final ShardRig.Connection writer = rig.connect();

  @BeforeEach
  void createGroup() {
    writer.send("XGROUP CREATE s g $ MKSTREAM");
  }

  @Test
  void givesEachEntryToOneOfThoseWhoWait() {
    assertThat(first.send("XREADGROUP GROUP g a COUNT 1 BLOCK 0 STREAMS s >")).isEmpty();
    assertThat(second.send("XREADGROUP GROUP g b BLOCK 0 STREAMS s >")).isEmpty();
    assertThat(writer.send("XINFO CONSUMERS s g")).contains("$1 a", "$1 b");
    writer.send("XADD s 1-0 f v");
    assertThat(first.take()).isEqualTo("*1 *2 $1 s *1 *2 $3 1-0 *2 $1 f $1 v");
    assertThat(second.take()).isEmpty();
    writer.send("MULTI");
    writer.send("XADD s 2-0 f v");
    writer.send("XADD s 3-0 f v");
    writer.send("EXEC");
    assertThat(second.take())
        .isEqualTo("*1 *2 $1 s *2 *2 $3 2-0 *2 $1 f $1 v *2 $3 3-0 *2 $1 f $1 v");
    assertThat(writer.send("XPENDING s g"))
        .isEqualTo("*4 :3 $3 1-0 $3 3-0 *2 *2 $1 a $1 1 *2 $1 b $1 2");
    assertThat(rig.blocking.clients().size()).isZero();
  }

  @Test
  void hearsThatTheGroupOrTheStreamIsGone() {
    first.send("XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
    writer.send("XGROUP DESTROY s g");
    assertThat(first.take()).startsWith("-NOGROUP No such key 's' or consumer group 'g'");
    writer.send("XGROUP CREATE s g $");
    first.send("XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
    writer.send("DEL s");
    assertThat(first.take()).startsWith("-NOGROUP No such key 's'");
    writer.send("XGROUP CREATE s g $ MKSTREAM");
    first.send("XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
    writer.send("SET s v");
    assertThat(first.take()).startsWith("-WRONGTYPE");
  }

  @Test
  void isWokenByEntriesAlone() {
    first.send("XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
    writer.send("XGROUP CREATE s other $");
    writer.send("XGROUP SETID s g 0");
    writer.send("XGROUP DELCONSUMER s g a");
    writer.send("XADD s 1-0 f v");
    assertThat(first.take()).contains("1-0");
    assertThat(writer.send("XINFO CONSUMERS s g")).contains("$1 a");
  }

  @Test
  void changesOfAGroupAreNoneToWhoWatchesTheStream() {
    writer.send("XADD s 1-0 f v");
    first.send("WATCH s");
    second.send("XREADGROUP GROUP g a STREAMS s >");
    second.send("XCLAIM s g b 0 1-0");
    second.send("XACK s g 1-0");
    second.send("XGROUP CREATE s other 0");
    first.send("MULTI");
    first.send("PING");
    assertThat(first.send("EXEC")).isEqualTo("*1 +PONG");
    first.send("WATCH s");
    second.send("XADD s 2-0 f v");
    first.send("MULTI");
    first.send("PING");
    assertThat(first.send("EXEC")).isEqualTo("*-1");
  }

  @Test
  void doesNotWaitInATransaction() {
    first.send("MULTI");
    first.send("XREADGROUP GROUP g a BLOCK 0 STREAMS s >");
    assertThat(first.send("EXEC")).isEqualTo("*1 *-1");
  }
}
