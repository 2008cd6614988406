package io.vedette.node.shard;

import io.vedette.node.command.CopyState;
import io.vedette.node.replication.Replication;
import io.vedette.protocol.message.CopyRole;
import java.util.Optional;

/** What a copy may do, from its place in replication and from the sentinels' word. */
public final class ServingState implements CopyState {
  private final Replication replication;
  private final Optional<CopyControl> control;
  private final ShardClock clock;

  /**
   * Asks both each time.
   *
   * @param control present where sentinels decide the copy's role
   */
  public ServingState(Replication replication, Optional<CopyControl> control, ShardClock clock) {
    this.replication = replication;
    this.control = control;
    this.clock = clock;
  }

  @Override
  public boolean isReplica() {
    return !replication.isMaster();
  }

  @Override
  public boolean isLoading() {
    return false;
  }

  @Override
  public String readRefusal() {
    if (control.isPresent() && control.get().role() == CopyRole.NONE) {
      return control.get().refusal(0);
    }
    return replication.refusesStaleReads()
        ? "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
        : null;
  }

  @Override
  public String writeRefusal() {
    if (replication.lacksReplicas()) {
      return "NOREPLICAS Not enough good replicas to write.";
    }
    if (replication.isReadOnly()) {
      return "READONLY You can't write against a read only replica.";
    }
    return control.isPresent() ? control.get().refusal(clock.monotonicMs()) : null;
  }

  @Override
  public boolean holdsWrites() {
    return replication.writesPaused()
        || control.isPresent() && control.get().awaitsFirstLease(clock.monotonicMs());
  }

  @Override
  public boolean mayAcknowledge() {
    return control.isEmpty() || control.get().mayAcknowledge(clock.monotonicMs());
  }
}
