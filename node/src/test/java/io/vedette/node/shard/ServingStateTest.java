package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.Persistence;
import io.vedette.node.persistence.PersistencePort;
import io.vedette.node.persistence.recovery.LoadEvent;
import io.vedette.node.persistence.recovery.Loading;
import io.vedette.node.persistence.recovery.Recovered;
import io.vedette.node.persistence.save.SaveSettings;
import io.vedette.node.persistence.save.Saves;
import io.vedette.protocol.topology.Endpoint;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServingStateTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final Persistence persistence =
      new Persistence(
          (PersistencePort)
              Proxy.newProxyInstance(
                  PersistencePort.class.getClassLoader(),
                  new Class<?>[] {PersistencePort.class},
                  (proxy, method, arguments) -> null),
          new KeyspaceSnapshots(rig.keyspace, () -> true, () -> 0),
          new SaveSettings(),
          new Saves.Copy(rig.replication::identity, () -> 0, () -> 0, () -> 0, text -> {}),
          () -> 0,
          snapshots -> null,
          () -> {});
  private final CopyControl control =
      new CopyControl(
          new Endpoint("h1", 7000),
          "shard-0",
          "node-1",
          1,
          "r".repeat(40),
          3,
          new ReplicationOfCopy(rig.replication, ShardClock.SYSTEM));
  private final CopyShutdown shutdown =
      new CopyShutdown(rig.replication, persistence, () -> 0, ShardClock.SYSTEM, text -> {});
  private final ServingState state =
      new ServingState(
          rig.replication, Optional.of(control), persistence, shutdown, ShardClock.SYSTEM);

  @Test
  void aCopyThatIsStillLoadingIsNotBlamedForItsRole() {
    assertThat(state.readRefusal()).startsWith("MASTERDOWN");
    assertThat(state.writeRefusal()).startsWith("MASTERDOWN");
    persistence.loading().begin(null, new Nobody(), 0);
    assertThat(state.isLoading()).isTrue();
    assertThat(state.readRefusal()).isNull();
    assertThat(state.writeRefusal()).isNull();
    persistence.loading().on(new LoadEvent.Failed("no such file"));
    assertThat(state.readRefusal()).startsWith("MASTERDOWN");
    assertThat(state.writeRefusal()).startsWith("MASTERDOWN");
  }

  private static final class Nobody implements Loading.Listener {
    @Override
    public void loaded(Recovered recovered) {
      throw new AssertionError("nothing was loaded");
    }

    @Override
    public void failed(String reason) {
      assertThat(reason).isEqualTo("no such file");
    }

    @Override
    public void warned(String text) {
      throw new AssertionError(text);
    }
  }
}
