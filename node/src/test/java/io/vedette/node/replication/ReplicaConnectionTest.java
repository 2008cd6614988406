package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.shard.ShardRig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What CLIENT knows of connections that became replicas. */
class ReplicaConnectionTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private ShardRig.Connection operator;
  private ShardRig.Connection replica;

  @BeforeEach
  void connect() {
    ReplicationCommands.register(rig.commands, rig.replication, false, () -> rig.nowMs);
    operator = rig.connect();
    replica = rig.connect();
    replica.send("PSYNC ? -1");
  }

  @Test
  void aReplicaIsListedAsOne() {
    assertThat(operator.send("CLIENT LIST TYPE replica")).contains("id=2 ", " flags=S ");
    assertThat(operator.send("CLIENT LIST TYPE normal")).contains("id=1 ").doesNotContain("id=2 ");
  }

  @Test
  void killingNormalClientsSparesReplicas() {
    ShardRig.Connection other = rig.connect();
    assertThat(operator.send("CLIENT KILL TYPE normal")).isEqualTo(":1");
    assertThat(other.isClosed()).isTrue();
    assertThat(replica.isClosed()).isFalse();
  }

  @Test
  void replicasCanBeKilled() {
    assertThat(operator.send("CLIENT KILL TYPE slave")).isEqualTo(":1");
    assertThat(replica.isClosed()).isTrue();
  }

  @Test
  void aRefusedReplicaStaysANormalClient() {
    ShardRig.Connection refused = rig.connect();
    assertThat(refused.send("PSYNC ? x")).startsWith("-ERR");
    assertThat(operator.send("CLIENT LIST TYPE replica")).doesNotContain("id=3 ");
  }
}
