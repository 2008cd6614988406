package io.vedette.node.shard;

import io.vedette.node.command.CopyState;
import io.vedette.node.persistence.Persistence;
import io.vedette.node.replication.Replication;
import io.vedette.protocol.message.CopyRole;
import java.util.Optional;

/** What a copy may do: its place in replication, its disk, and the sentinels' word say it. */
public final class ServingState implements CopyState {
  private final Replication replication;
  private final Optional<CopyControl> control;
  private final Persistence persistence;
  private final CopyShutdown shutdown;
  private final ShardClock clock;

  /**
   * Asks all of them each time.
   *
   * @param control present where sentinels decide the copy's role
   */
  public ServingState(
      Replication replication,
      Optional<CopyControl> control,
      Persistence persistence,
      CopyShutdown shutdown,
      ShardClock clock) {
    this.replication = replication;
    this.control = control;
    this.persistence = persistence;
    this.shutdown = shutdown;
    this.clock = clock;
  }

  @Override
  public boolean isReplica() {
    return !replication.isMaster();
  }

  @Override
  public boolean isLoading() {
    return persistence.loading().isUnderWay();
  }

  @Override
  public String readRefusal() {
    if (control.isPresent() && control.get().role() == CopyRole.NONE) {
      return isLoading() ? null : control.get().refusal(0);
    }
    return replication.refusesStaleReads()
        ? "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."
        : null;
  }

  @Override
  public String diskRefusal() {
    return persistence.writeRefusal();
  }

  @Override
  public String writeRefusal() {
    if (replication.lacksReplicas()) {
      return "NOREPLICAS Not enough good replicas to write.";
    }
    if (replication.isReadOnly()) {
      return "READONLY You can't write against a read only replica.";
    }
    if (control.isPresent() && control.get().role() == CopyRole.NONE && isLoading()) {
      // Roles are given after that: the copy is then refused as one that loads.
      return null;
    }
    return control.isPresent() ? control.get().refusal(clock.monotonicMs()) : null;
  }

  @Override
  public String publishRefusal() {
    return control.isPresent() && control.get().role() != CopyRole.REPLICA
        ? control.get().refusal(clock.monotonicMs())
        : null;
  }

  @Override
  public boolean holdsWrites() {
    return persistence.holdsWrites()
        || shutdown.holdsWrites()
        || replication.failover().pausesWrites()
        || control.isPresent() && control.get().awaitsFirstLease(clock);
  }

  @Override
  public boolean holdsCommands() {
    return persistence.holdsCommands() || shutdown.holdsCommands();
  }

  @Override
  public boolean holdsReplies() {
    return persistence.aof().holdsReplies();
  }

  @Override
  public boolean mayAcknowledge() {
    return control.isEmpty() || control.get().mayAcknowledge(clock.monotonicMs());
  }
}
