package io.vedette.node.replication;

import io.vedette.node.log.LogReader;
import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.backlog.BacklogRange;
import io.vedette.node.persistence.recovery.AofPlace;
import java.util.Optional;
import java.util.function.Supplier;

/** Begins to feed replicas from the append-only file, where that is possible. Shard's thread. */
final class FileCatchUps {
  private static final long REST_MS = 60_000;

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
  boolean begin(Member member, long from, long nowMs) {
    Optional<AofPlace> place = files.get();
    if (place.isEmpty() || nowMs < restUntilMs) {
      return false;
    }
    LogReader behind = log.read(log.firstOffset());
    ReplicationPort.FileFeed feed =
        port.readFiles(
            new BacklogRange(
                member.progress.sessionId(),
                place.get().folder(),
                place.get().fileName(),
                from,
                behind.position()));
    member.catchUp = new FileCatchUp(from, behind, member.output, feed);
    return true;
  }

  /** The files could not be read to the end: the same would happen again. */
  void failed(long nowMs) {
    restUntilMs = nowMs + REST_MS;
  }
}
