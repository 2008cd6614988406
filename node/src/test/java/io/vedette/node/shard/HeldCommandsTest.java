package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CopyState;
import io.vedette.node.command.DebugAccess;
import org.junit.jupiter.api.Test;

class HeldCommandsTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final ShardRig.Connection client = rig.connect();

  /** A copy that is saved in the foreground. */
  private static final class Saved implements CopyState {
    @Override
    public boolean isReplica() {
      return false;
    }

    @Override
    public boolean isLoading() {
      return false;
    }

    @Override
    public String readRefusal() {
      return null;
    }

    @Override
    public String writeRefusal() {
      return null;
    }

    @Override
    public boolean holdsCommands() {
      return true;
    }
  }

  @Test
  void everybodyWaitsForASaveInTheForeground() {
    rig.state = new Saved();
    assertThat(client.send("ECHO a")).isEmpty();
    rig.state = CopyState.SERVING;
    assertThat(client.send("ECHO b")).isEqualTo("$1 a $1 b");
  }

  @Test
  void aReplicaIsHeardMeanwhileUnlessItWrites() {
    client.client.session().kind(ClientKind.REPLICA);
    rig.state = new Saved();
    assertThat(client.send("ECHO a")).isEqualTo("$1 a");
    assertThat(client.send("SET k v")).isEmpty();
    assertThat(rig.keyspace.size()).isZero();
  }
}
