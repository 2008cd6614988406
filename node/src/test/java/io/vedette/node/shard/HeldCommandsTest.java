package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CopyState;
import io.vedette.node.command.DebugAccess;
import org.junit.jupiter.api.Test;

class HeldCommandsTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final ShardRig.Connection client = rig.connect();

  /** A copy that serves. */
  private static class Serving implements CopyState {
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
  }

  /** A copy that is saved in the foreground. */
  private static final class Saved extends Serving {
    @Override
    public boolean holdsCommands() {
      return true;
    }
  }

  /** A copy whose disk is behind. */
  private static final class Behind extends Serving {
    @Override
    public boolean holdsWrites() {
      return true;
    }
  }

  /** A master that another one may have replaced. */
  private static final class Doubtful extends Serving {
    @Override
    public String publishRefusal() {
      return "READONLY The lease of this master has expired.";
    }

    @Override
    public boolean mayAcknowledge() {
      return false;
    }
  }

  @Test
  void aReadThatMayChangeDataWaitsWithTheWrites() {
    client.send("PFADD h a");
    rig.state = new Behind();
    assertThat(client.send("GET none")).isEqualTo("$-1");
    assertThat(client.send("PFCOUNT h")).isEmpty();
    rig.state = CopyState.SERVING;
    assertThat(client.send("ECHO a")).isEqualTo(":1 $1 a");
    client.send("MULTI");
    rig.state = new Behind();
    client.send("PFCOUNT h");
    assertThat(client.send("EXEC")).isEmpty();
    rig.state = CopyState.SERVING;
    assertThat(client.send("ECHO b")).isEqualTo("*1 :1 $1 b");
  }

  @Test
  void whoReadsAtAMasterThatMustNotWriteIsAnsweredAndChangesNothing() {
    client.send("PFADD h a");
    rig.state = new Doubtful();
    long offset = rig.replication.offset();
    assertThat(client.send("PFCOUNT h")).isEqualTo(":1");
    assertThat(rig.replication.offset()).isEqualTo(offset);
    rig.state = CopyState.SERVING;
    assertThat(client.send("PFCOUNT h")).isEqualTo(":1");
    assertThat(rig.replication.offset()).isGreaterThan(offset);
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
