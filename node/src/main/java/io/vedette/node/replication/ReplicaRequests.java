package io.vedette.node.replication;

import io.vedette.protocol.psync.Replconf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Answers what peers say that are, or become, replicas: REPLCONF and PSYNC. Shard's thread only.
 */
public final class ReplicaRequests {
  private final Replication replication;

  ReplicaRequests(Replication replication) {
    this.replication = replication;
  }

  /**
   * A replica tells about itself.
   *
   * @return the reply line without CRLF, or empty where none is due
   */
  public Optional<String> replconf(
      long sessionId, String host, ReplicaOutput output, List<String> arguments, long nowMs) {
    String reply = "+OK";
    for (Replconf option : Replconf.parse(arguments)) {
      switch (option) {
        case Replconf.Refused refused -> {
          return Optional.of("-" + refused.error());
        }
        case Replconf.Acknowledge ack -> {
          replication.acknowledged(sessionId, ack, nowMs);
          return Optional.empty();
        }
        case Replconf.GetAck _ -> {
          return Optional.empty();
        }
        default -> replication.replicas().member(sessionId, host, output, nowMs).announced(option);
      }
      if (option instanceof Replconf.KnownEpoch known) {
        reply = replication.masterEpoch().line();
        if (known.epoch() > replication.epoch()) {
          replication.port().newerEpochSeen(known.epoch());
        }
      } else if (option instanceof Replconf.CopyId) {
        List<String> path = new ArrayList<>(List.of(replication.runId()));
        path.addAll(replication.master().map(MasterView::upstream).orElse(List.of()));
        reply = Replconf.UPSTREAM_REPLY + String.join(" ", path);
      }
    }
    return Optional.of(reply);
  }

  /**
   * A master asks this replica to take over, with {@code PSYNC id offset FAILOVER}.
   *
   * @return an error, its code word first, or empty
   */
  public Optional<String> takeOver(String id) {
    if (replication.isMaster()) {
      return Optional.of("ERR PSYNC FAILOVER can't be sent to a master.");
    }
    if (!id.equals(replication.history().id())) {
      return Optional.of("ERR PSYNC FAILOVER replid must match my replid.");
    }
    replication.becomeMaster(replication.epoch());
    return Optional.empty();
  }

  /**
   * A connection asks for the stream; it is answered on its output, now or later.
   *
   * @return an error, its code word first, or empty
   */
  public Optional<String> psync(
      long sessionId, String host, ReplicaOutput output, String id, long offset, long nowMs) {
    Optional<MasterView> master = replication.master();
    if (replication.awaitsRole()) {
      return Optional.of("NOMASTERLINK Can't SYNC: this copy has not been given a role yet");
    }
    if (master.isPresent() && !master.get().isUp()) {
      return Optional.of("NOMASTERLINK Can't SYNC while not connected with my master");
    }
    ReplicaProgress progress = replication.replicas().member(sessionId, host, output, nowMs);
    if (replication.replicas().hasAsked(sessionId)) {
      return Optional.of("ERR this connection is a replica's already");
    }
    if (master.isPresent() && isSame(master.get(), progress)) {
      return Optional.of("ERR Replication loop: this copy replicates from you");
    }
    replication.replicas().psync(sessionId, id, offset, nowMs);
    return Optional.empty();
  }

  /**
   * A connection asks for a snapshot in the manner of Redis before PSYNC: it gets no reply line.
   */
  public Optional<String> sync(long sessionId, String host, ReplicaOutput output, long nowMs) {
    Optional<String> refused = psync(sessionId, host, output, PsyncDecision.NO_HISTORY, -1, nowMs);
    if (refused.isEmpty()) {
      replication.replicas().progress(sessionId).withoutReplyLine();
    }
    return refused;
  }

  private static boolean isSame(MasterView master, ReplicaProgress peer) {
    return master.upstream().contains(peer.runId())
        || (peer.listeningPort() == master.endpoint().port()
            && Objects.equals(peer.host(), master.endpoint().host()));
  }
}
