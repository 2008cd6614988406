package io.vedette.node.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.shard.ShardRig;
import org.junit.jupiter.api.Test;

/** Clients that wait for entries, at a shard's core. */
class StreamBlockingTest {
  private final ShardRig rig = new ShardRig(DebugAccess.YES);
  private final ShardRig.Connection first = rig.connect();
  private final ShardRig.Connection second = rig.connect();
  private final ShardRig.Connection writer = rig.connect();

  @Test
  void givesTheSameEntryToAllWhoWait() {
    writer.send("XADD s 1-1 f old");
    assertThat(first.send("XREAD BLOCK 0 STREAMS s $")).isEmpty();
    assertThat(second.send("XREAD BLOCK 0 STREAMS none s 0 1-1")).isEmpty();
    writer.send("XADD s 2-0 f v");
    String entry = "*1 *2 $1 s *1 *2 $3 2-0 *2 $1 f $1 v";
    assertThat(first.take()).isEqualTo(entry);
    assertThat(second.take()).isEqualTo(entry);
    assertThat(rig.blocking.clients().size()).isZero();
  }

  @Test
  void waitsForWhatComesAfterItAsked() {
    writer.send("XADD s 5-0 f v");
    first.send("XREAD BLOCK 0 COUNT 1 STREAMS s other $ $");
    writer.send("XDEL s 5-0");
    writer.send("XTRIM s MAXLEN 0");
    assertThat(first.take()).isEmpty();
    writer.send("MULTI");
    writer.send("XADD s 6-0 f v");
    writer.send("XADD s 7-0 f v");
    writer.send("EXEC");
    assertThat(first.take()).isEqualTo("*1 *2 $1 s *1 *2 $3 6-0 *2 $1 f $1 v");
  }

  @Test
  void isNotWokenByAnotherTypeOrAnEntryThatIsGone() {
    first.send("XREAD BLOCK 0 STREAMS s 10");
    writer.send("SET s v");
    writer.send("DEL s");
    writer.send("XADD s 9-0 f v");
    writer.send("MULTI");
    writer.send("XADD s 11-0 f v");
    writer.send("XDEL s 11-0");
    writer.send("EXEC");
    assertThat(first.take()).isEmpty();
    writer.send("XADD s 12-0 f v");
    assertThat(first.take()).isEqualTo("*1 *2 $1 s *1 *2 $4 12-0 *2 $1 f $1 v");
  }

  @Test
  void answersAtOnceWhatIsThere() {
    writer.send("XADD s 1-0 f v");
    assertThat(first.send("XREAD BLOCK 0 STREAMS s 0"))
        .isEqualTo("*1 *2 $1 s *1 *2 $3 1-0 *2 $1 f $1 v");
    first.send("MULTI");
    first.send("XREAD BLOCK 0 STREAMS s $");
    assertThat(first.send("EXEC")).isEqualTo("*1 *-1");
  }

  @Test
  void logsNothingOfReading() {
    first.send("XREAD BLOCK 0 STREAMS s $");
    long offset = rig.log.offset();
    writer.send("XADD s 3-3 f v");
    assertThat(first.take()).isNotEmpty();
    assertThat(rig.logged(offset)).endsWith("*5 $4 XADD $1 s $3 3-3 $1 f $1 v");
  }
}
