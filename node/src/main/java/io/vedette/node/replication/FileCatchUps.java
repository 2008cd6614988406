package io.vedette.node.replication;

import io.vedette.node.log.LogReader;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.backlog.BacklogRange;
import io.vedette.node.persistence.recovery.AofPlace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The replicas that are fed from the append-only file at present, by session. Shard's thread. */
final class FileCatchUps {
  private static final long REST_MS = 60_000;

  private final Map<Long, FileCatchUp> bySession = new HashMap<>();
  private final ReplicationLog log;
  private final ReplicationPort port;
  private Supplier<Optional<AofPlace>> files = Optional::empty;

  /** After a failure in the middle, replicas get snapshots for a while. */
  private long restUntilMs = Long.MIN_VALUE;

  FileCatchUps(ReplicationLog log, ReplicationPort port) {
    this.log = log;
    this.port = port;
  }

  /** Says where older bytes of the log lie, while they can be trusted to be this log's. */
  void files(Supplier<Optional<AofPlace>> place) {
    files = place;
  }

  /**
   * Looks whether the files hold what a replica has missed; an event tells.
   *
   * @return false if there are no files to be used
   */
  boolean begin(long sessionId, long from, ReplicaOutput output, long nowMs) {
    Optional<AofPlace> place = files.get();
    if (place.isEmpty() || nowMs < restUntilMs) {
      return false;
    }
    LogReader behind = log.read(log.firstOffset());
    ReplicationPort.FileFeed feed =
        port.readFiles(
            new BacklogRange(
                sessionId, place.get().folder(), place.get().fileName(), from, behind.position()));
    bySession.put(sessionId, new FileCatchUp(from, behind, output, feed));
    return true;
  }

  /** The files could not be read to the end: the same would happen again. */
  void failed(long nowMs) {
    restUntilMs = nowMs + REST_MS;
  }

  /** The catch-up of a session, or null. */
  FileCatchUp of(long sessionId) {
    return bySession.get(sessionId);
  }

  /** Ends a session's catch-up, if there is one. */
  void end(long sessionId) {
    FileCatchUp catchUp = bySession.remove(sessionId);
    if (catchUp != null) {
      catchUp.stop();
    }
  }
}
