package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.Persistence;
import io.vedette.node.persistence.PersistencePort;
import io.vedette.node.persistence.aof.AofContext;
import io.vedette.node.persistence.aof.AofPort;
import io.vedette.node.persistence.aof.AofSettings;
import io.vedette.node.persistence.aof.AppendOnly;
import io.vedette.node.persistence.aof.BaseSnapshots;
import io.vedette.node.persistence.recovery.LoadEvent;
import io.vedette.node.persistence.recovery.Loading;
import io.vedette.node.persistence.recovery.Recovered;
import io.vedette.node.persistence.save.SaveSettings;
import io.vedette.node.persistence.save.Saves;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServingStateTest {
  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final Persistence persistence =
      new Persistence(
          nothing(PersistencePort.class),
          new KeyspaceSnapshots(rig.keyspace, () -> true, () -> 0),
          new SaveSettings(),
          new Saves.Copy(rig.replication::identity, () -> 0, () -> 0, () -> 0, text -> {}),
          () -> 0,
          snapshots ->
              new AppendOnly(
                  new AofSettings(Path.of("appendonlydir"), "appendonly.aof"),
                  rig.log,
                  nothing(AofContext.class),
                  nothing(BaseSnapshots.class),
                  nothing(AofPort.class)),
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

  @Test
  void aMasterThatMayNotWriteKeepsWhatHasExpired() {
    Copy self = new Copy("node-1", new Endpoint("h1", 6001), new Endpoint("h1", 7000));
    Shard shard = new Shard("shard-0", SlotRange.even(0, 1), 5, "node-1", 1, List.of(self));
    control.onTopology(new Topology(new Version(5, 1), List.of(shard)), 0);
    assertThat(state.keepsExpired()).as("no lease yet").isTrue();
    control.onHealthCheck(
        new HealthCheck(new Endpoint("s1", 9000), "shard-0", 1, 5, nowMs(), 60_000), nowMs());
    control.onHealthCheck(
        new HealthCheck(new Endpoint("s2", 9000), "shard-0", 1, 5, nowMs(), 60_000), nowMs());
    assertThat(state.keepsExpired()).isFalse();
    control.onSeal(new Seal(new Endpoint("s1", 9000), "shard-0", 7, true));
    assertThat(state.keepsExpired()).as("handing over").isTrue();
  }

  /** Does nothing. */
  private static <T> T nothing(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> null));
  }

  private static long nowMs() {
    return ShardClock.SYSTEM.monotonicMs();
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
