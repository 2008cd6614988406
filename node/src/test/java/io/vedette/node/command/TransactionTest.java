package io.vedette.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.shard.ShardRig;
import org.junit.jupiter.api.Test;

class TransactionTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final ShardRig.Connection client = rig.connect();
  private final ShardRig.Connection other = rig.connect();

  @Test
  void queuedCommandsRunAtExec() {
    assertThat(client.send("MULTI")).isEqualTo("+OK");
    assertThat(client.send("SET k 1")).isEqualTo("+QUEUED");
    assertThat(client.send("INCR k")).isEqualTo("+QUEUED");
    assertThat(other.send("EXISTS k")).isEqualTo(":0");
    assertThat(client.send("EXEC")).isEqualTo("*2 +OK :2");
    assertThat(client.send("GET k")).isEqualTo("$1 2");
    assertThat(client.send("EXEC")).isEqualTo("-ERR EXEC without MULTI");
  }

  @Test
  void anErrorWhileExecutingStopsNothing() {
    client.send("MULTI");
    client.send("SET k abc");
    client.send("INCR k");
    client.send("GET k");
    assertThat(client.send("EXEC"))
        .isEqualTo("*3 +OK -ERR value is not an integer or out of range $3 abc");
  }

  @Test
  void anErrorWhileQueueingAborts() {
    client.send("MULTI");
    assertThat(client.send("SET k")).startsWith("-ERR wrong number");
    assertThat(client.send("SET k 1")).isEqualTo("+QUEUED");
    assertThat(client.send("EXEC"))
        .isEqualTo("-EXECABORT Transaction discarded because of previous errors.");
    assertThat(client.send("EXISTS k")).isEqualTo(":0");
    client.send("MULTI");
    assertThat(client.send("FOO")).startsWith("-ERR unknown command");
    assertThat(client.send("DISCARD")).isEqualTo("+OK");
    assertThat(client.send("EXEC x"))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: wrong number of arguments for 'exec'"
                + " command");
  }

  @Test
  void nestingAndWatchInsideAreRefusedWithoutAborting() {
    client.send("MULTI");
    assertThat(client.send("MULTI")).isEqualTo("-ERR MULTI calls can not be nested");
    assertThat(client.send("WATCH k")).isEqualTo("-ERR WATCH inside MULTI is not allowed");
    assertThat(client.send("PSYNC ? -1"))
        .isIn(
            "-ERR Command not allowed inside a transaction",
            "-ERR unknown command 'PSYNC', with args beginning with: '?' '-1'");
    client.send("DISCARD");
    assertThat(client.send("DISCARD")).isEqualTo("-ERR DISCARD without MULTI");
  }

  @Test
  void aChangedWatchedKeyMakesExecNil() {
    client.send("WATCH k");
    client.send("MULTI");
    client.send("PING");
    other.send("SET k 1");
    assertThat(client.send("EXEC")).isEqualTo("*-1");
    client.send("MULTI");
    client.send("PING");
    assertThat(client.send("EXEC")).isEqualTo("*1 +PONG");
  }

  @Test
  void aWatchedKeyThatRunsOutMakesExecNil() {
    client.send("SET k 1 PX 1000");
    client.send("WATCH k");
    rig.nowMs += 2000;
    client.send("MULTI");
    assertThat(client.send("EXEC")).isEqualTo("*-1");
  }

  @Test
  void unwatchDiscardAndExecEndWatches() {
    client.send("WATCH k");
    other.send("SET k 1");
    client.send("UNWATCH");
    client.send("MULTI");
    assertThat(client.send("EXEC")).isEqualTo("*0");
    client.send("WATCH k");
    client.send("MULTI");
    client.send("DISCARD");
    other.send("SET k 2");
    client.send("MULTI");
    assertThat(client.send("EXEC")).isEqualTo("*0");
  }

  @Test
  void theLogGetsOneBlockAndTheClientItsEnd() {
    client.send("MULTI");
    client.send("SET a 1");
    client.send("GET a");
    client.send("SET b 2");
    client.send("EXEC");
    String logged = rig.logged(0);
    assertThat(logged).containsSubsequence("MULTI", "SET", "a", "SET", "b", "EXEC");
    assertThat(logged).containsOnlyOnce("MULTI").doesNotContain("GET");
    assertThat(client.client.session().lastWriteOffset()).isEqualTo(rig.log.offset());

    long before = rig.log.offset();
    client.send("MULTI");
    client.send("GET a");
    client.send("EXEC");
    assertThat(rig.log.offset()).isEqualTo(before);
  }

  @Test
  void execIsRefusedWhereItsWritesAre() {
    client.send("MULTI");
    client.send("SET k 1");
    rig.state.writeRefusal = "READONLY You can't write against a read only replica.";
    assertThat(client.send("EXEC"))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: READONLY You can't write against a read"
                + " only replica.");
    assertThat(client.send("EXEC")).isEqualTo("-ERR EXEC without MULTI");
    assertThat(client.send("SET k 1"))
        .isEqualTo("-READONLY You can't write against a read only replica.");
    assertThat(client.send("GET k")).isEqualTo("$-1");
  }

  @Test
  void staleAndLoadingCopiesServeOnlyWhatNeedsNoData() {
    rig.state.readRefusal = "MASTERDOWN Link with MASTER is down";
    assertThat(client.send("GET k")).isEqualTo("-MASTERDOWN Link with MASTER is down");
    assertThat(client.send("ECHO x")).isEqualTo("$1 x");
    rig.state.readRefusal = null;
    rig.state.isLoading = true;
    assertThat(client.send("GET k")).isEqualTo("-LOADING Redis is loading the dataset in memory");
    assertThat(client.send("SELECT 1")).isEqualTo("+OK");
  }
}
