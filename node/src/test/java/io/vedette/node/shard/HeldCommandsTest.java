package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.DebugAccess;
import org.junit.jupiter.api.Test;

class HeldCommandsTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final ShardRig.Connection client = rig.connect();

  @Test
  void aReadThatMayChangeDataWaitsWithTheWrites() {
    client.send("PFADD h a");
    rig.state.holdsWrites = true;
    assertThat(client.send("GET none")).isEqualTo("$-1");
    assertThat(client.send("PFCOUNT h")).isEmpty();
    rig.state.holdsWrites = false;
    assertThat(client.send("ECHO a")).isEqualTo(":1 $1 a");
    client.send("MULTI");
    rig.state.holdsWrites = true;
    client.send("PFCOUNT h");
    assertThat(client.send("EXEC")).isEmpty();
    rig.state.holdsWrites = false;
    assertThat(client.send("ECHO b")).isEqualTo("*1 :1 $1 b");
  }

  @Test
  void whoReadsAtAMasterThatMustNotWriteIsAnsweredAndChangesNothing() {
    client.send("PFADD h a");
    rig.state.publishRefusal = "READONLY The lease of this master has expired.";
    rig.state.mayAcknowledge = false;
    long offset = rig.replication.offset();
    assertThat(client.send("PFCOUNT h")).isEqualTo(":1");
    assertThat(rig.replication.offset()).isEqualTo(offset);
    rig.state.publishRefusal = null;
    rig.state.mayAcknowledge = true;
    assertThat(client.send("PFCOUNT h")).isEqualTo(":1");
    assertThat(rig.replication.offset()).isGreaterThan(offset);
  }

  @Test
  void everybodyWaitsForASaveInTheForeground() {
    rig.state.holdsCommands = true;
    assertThat(client.send("ECHO a")).isEmpty();
    rig.state.holdsCommands = false;
    assertThat(client.send("ECHO b")).isEqualTo("$1 a $1 b");
  }

  @Test
  void aReplicaIsHeardMeanwhileUnlessItWrites() {
    client.client.session().kind(ClientKind.REPLICA);
    rig.state.holdsCommands = true;
    assertThat(client.send("ECHO a")).isEqualTo("$1 a");
    assertThat(client.send("SET k v")).isEmpty();
    assertThat(rig.keyspace.size()).isZero();
  }

  @Test
  void whatHasExpiredStaysFromTheCommandThatPausesOn() {
    client.send("SET k 5 PX 10");
    rig.nowMs += 20;
    long offset = rig.replication.offset();
    assertThat(client.sendRaw("CLIENT PAUSE 1000 WRITE\r\nGET k\r\n")).isEqualTo("+OK $-1");
    assertThat(rig.replication.offset()).isEqualTo(offset);
    assertThat(client.sendRaw("CLIENT UNPAUSE\r\nINCR k\r\n")).isEqualTo("+OK :1");
    assertThat(rig.logged(offset)).contains("DEL $1 k").contains("INCR $1 k");
  }
}
