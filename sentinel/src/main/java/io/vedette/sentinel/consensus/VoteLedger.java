package io.vedette.sentinel.consensus;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.sentinel.consensus.LedgerEvent.TopologyAccepted;
import io.vedette.sentinel.consensus.LedgerEvent.TopologyCommitted;
import io.vedette.sentinel.consensus.LedgerEvent.VoteCast;
import java.util.Optional;

/**
 * Decides on votes and proposals, and remembers the decisions. It is Raft reduced to one register:
 * the accepted topology stands for the log, its version for the last term and index.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>one vote per epoch, also across restarts, since the returned event is persisted before the
 *       vote leaves;
 *   <li>no vote and no acceptance in an epoch below one in which this sentinel has taken part;
 *   <li>a candidate gets a vote only when its accepted topology is as new as the voter's, so that
 *       an elected leader holds every committed topology.
 * </ul>
 *
 * Not thread-safe.
 */
public final class VoteLedger {
  private LedgerState state;
  private long seenEpoch;

  public VoteLedger(LedgerState recovered) {
    state = recovered;
    seenEpoch = recovered.epoch();
  }

  public LedgerState state() {
    return state;
  }

  public Topology accepted() {
    return state.accepted();
  }

  public Topology committed() {
    return state.committed();
  }

  /** The highest epoch heard of; never goes down while the process lives. */
  public long epoch() {
    return seenEpoch;
  }

  /** Somebody has spoken of this epoch; true when it is news. */
  public boolean observe(long epoch) {
    boolean news = epoch > seenEpoch;
    seenEpoch = Math.max(seenEpoch, epoch);
    return news;
  }

  /** Whether {@link #vote} would grant; the same candidate may ask twice in an epoch. */
  public boolean mayVote(long epoch, Endpoint candidate, Version candidateAccepted) {
    if (state.accepted().version().isNewerThan(candidateAccepted)) {
      return false;
    }
    return epoch > state.epoch() || hasVoted(epoch, candidate);
  }

  private boolean hasVoted(long epoch, Endpoint candidate) {
    return epoch == state.votedEpoch() && state.votedFor().equals(Optional.of(candidate));
  }

  /**
   * Grants a vote that {@link #mayVote} allows.
   *
   * @return what to persist before the vote leaves; empty when this vote is on disk already
   */
  public Optional<LedgerEvent> vote(long epoch, Endpoint candidate) {
    observe(epoch);
    return hasVoted(epoch, candidate)
        ? Optional.empty()
        : Optional.of(record(new VoteCast(epoch, candidate)));
  }

  /** Whether a proposal of this version is not outdated by what this sentinel has promised. */
  public boolean mayAccept(Version version) {
    return version.epoch() >= state.epoch() && !state.accepted().version().isNewerThan(version);
  }

  /**
   * Accepts a proposal that {@link #mayAccept} allows.
   *
   * @return what to persist before the acceptance leaves; empty when it is on disk already
   */
  public Optional<LedgerEvent> accept(Topology topology) {
    observe(topology.version().epoch());
    return topology.version().equals(state.accepted().version())
        ? Optional.empty()
        : Optional.of(record(new TopologyAccepted(topology)));
  }

  /** Learns that a topology is committed; empty when that is no news. */
  public Optional<LedgerEvent> commit(Topology topology) {
    observe(topology.version().epoch());
    return topology.version().isNewerThan(state.committed().version())
        ? Optional.of(record(new TopologyCommitted(topology)))
        : Optional.empty();
  }

  private LedgerEvent record(LedgerEvent event) {
    state = state.apply(event);
    return event;
  }
}
