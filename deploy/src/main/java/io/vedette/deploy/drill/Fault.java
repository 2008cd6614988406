package io.vedette.deploy.drill;

import io.vedette.deploy.client.Await;
import io.vedette.deploy.cluster.ClusterException;
import io.vedette.deploy.cluster.ClusterState;
import io.vedette.deploy.cluster.ClusterState.Running;
import io.vedette.deploy.cluster.LocalCluster;
import java.time.Duration;

/** What happens to the process that hosts a shard's master, and how it comes back. */
public enum Fault {
  /** The process ends at once, without a word; it is started again later. */
  KILL_MASTER("kill-master", 500),
  /**
   * The process is stopped with its connections open; it goes on later, believing no time passed.
   */
  PAUSE_MASTER("pause-master", 1500);

  private static final Duration IN_FORCE = Duration.ofSeconds(2);

  private final String command;
  private final int firstWriteTargetMs;

  Fault(String command, int firstWriteTargetMs) {
    this.command = command;
    this.firstWriteTargetMs = firstWriteTargetMs;
  }

  /** Its name on the command line. */
  public String command() {
    return command;
  }

  /** Bound for the time from the fault to the first write on the new master. */
  public int firstWriteTargetMs() {
    return firstWriteTargetMs;
  }

  /** Sends the signal, and returns when no thread of the process runs any more. */
  void strike(Running victim) {
    victim
        .id()
        .signal(
            switch (this) {
              case KILL_MASTER -> "KILL";
              case PAUSE_MASTER -> "STOP";
            });
    if (!Await.until(IN_FORCE, victim.id()::isHalted)) {
      throw new ClusterException(command + " did not halt process " + victim.id().pid());
    }
  }

  /** Brings the process back; the result is the cluster's state from then on. */
  ClusterState heal(LocalCluster cluster, ClusterState state, Running victim) {
    return switch (this) {
      case KILL_MASTER -> cluster.restart(state, victim.member());
      case PAUSE_MASTER -> {
        victim.id().signal("CONT");
        yield state;
      }
    };
  }
}
