package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Version;
import java.util.List;
import java.util.Optional;

/**
 * Node to a sentinel, for one copy: the answer to {@link HealthCheck}.
 *
 * @param from control address of the node
 * @param node name of the node
 * @param incarnation of the node's process
 * @param runId of the copy, 40 hex digits as in INFO
 * @param seq of the check that it answers
 * @param clockMs the copy's own monotonic clock, taken when the report was made
 * @param epoch highest epoch the copy has promised to obey: of its role, or of a later {@link Seal}
 * @param known version of the newest topology the node has received
 * @param linkUp a replica's link to its master is streaming; true at a master
 * @param linkDownMs for how long the link has been down; 0 while it is up
 * @param master the master's RESP endpoint as this replica knows it
 * @param priority replica-priority; 0 is never promoted
 * @param leaseHeld a master that may acknowledge writes right now; false elsewhere
 * @param replicas connected replicas, at a master
 */
public record HealthReport(
    Endpoint from,
    String shard,
    String node,
    long incarnation,
    String runId,
    long seq,
    long clockMs,
    CopyRole role,
    long epoch,
    Version known,
    Progress progress,
    boolean linkUp,
    long linkDownMs,
    Optional<Endpoint> master,
    int priority,
    boolean leaseHeld,
    List<ReplicaReport> replicas)
    implements ToSentinel {
  public HealthReport {
    replicas = List.copyOf(replicas);
  }
}
