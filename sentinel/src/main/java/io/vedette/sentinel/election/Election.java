package io.vedette.sentinel.election;

import io.vedette.protocol.message.RequestVote;
import io.vedette.protocol.message.Vote;
import io.vedette.protocol.topology.Shard;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.election.ElectionState.Candidate;
import io.vedette.sentinel.election.ElectionState.Following;
import io.vedette.sentinel.election.ElectionState.Leading;
import io.vedette.sentinel.election.ElectionState.Waiting;
import io.vedette.sentinel.monitor.LeasePromises;
import io.vedette.sentinel.monitor.Monitor;
import io.vedette.sentinel.monitor.Names;
import io.vedette.sentinel.monitor.PeerObservation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Decides when this sentinel stands for leader, and how it votes.
 *
 * <p>Sentinels that are heard of are ranked by address. The first stands the moment something needs
 * doing, the next one 60 ms later, and so on: normally one candidate and no split vote, without
 * waiting. Who votes for another holds back for a while, so that the leader can finish. Each
 * candidacy that fails doubles the patience of the next one, so that sentinels on a slow machine or
 * network still elect a leader.
 *
 * <table>
 *   <caption>Transitions</caption>
 *   <tr><th>from</th><th>on</th><th>to</th></tr>
 *   <tr><td>Following</td><td>need, hold has passed</td><td>Waiting (by rank)</td></tr>
 *   <tr><td>Waiting</td><td>turn has come</td><td>Candidate: own vote, RequestVote to all</td></tr>
 *   <tr><td>Waiting</td><td>need has gone</td><td>Following</td></tr>
 *   <tr><td>Candidate</td><td>votes of a majority</td><td>Leading</td></tr>
 *   <tr><td>Candidate</td><td>deadline, need has gone</td><td>Following, short hold</td></tr>
 *   <tr><td>any</td><td>vote for another in a higher epoch</td><td>Following, long hold</td></tr>
 *   <tr><td>Leading</td><td>work done or failed, higher epoch</td><td>Following</td></tr>
 * </table>
 */
public final class Election {
  private static final int RANK_DELAY_MS = 60;
  private static final int CANDIDACY_MS = 150;
  private static final int RETRY_MS = 40;

  /** Patience doubles at most so often: a candidacy stays well within {@link #HOLD_OFF_MS}. */
  private static final int MAX_DOUBLINGS = 3;

  private static final int YIELD_MS = 500;

  /**
   * How long a voter grants no lease to the masters that are to be replaced: longer than an elected
   * leader may take from its election to its last proposal, so that what it sealed stays the whole
   * truth.
   */
  private static final int HOLD_OFF_MS = 3_000;

  private final SentinelConfig config;
  private final VoteLedger ledger;
  private final Monitor monitor;
  private final LeasePromises promises;
  private final RandomGenerator random;
  private ElectionState state = new Following(Long.MIN_VALUE);
  private int failedCandidacies;

  public Election(
      SentinelConfig config,
      VoteLedger ledger,
      Monitor monitor,
      LeasePromises promises,
      RandomGenerator random) {
    this.config = config;
    this.ledger = ledger;
    this.monitor = monitor;
    this.promises = promises;
    this.random = random;
  }

  /** The epoch that this sentinel leads; empty when it leads none, or has heard of a higher one. */
  public OptionalLong leading() {
    return state instanceof Leading(long epoch) && epoch == ledger.epoch()
        ? OptionalLong.of(epoch)
        : OptionalLong.empty();
  }

  public ElectionState state() {
    return state;
  }

  /**
   * Lets the need for a leader, and time, work.
   *
   * @param needed something has to be done that takes a leader
   * @param shards whose masters are to be replaced
   * @param own this sentinel has been asked to do it, so that it need not give way to others
   */
  public void consider(boolean needed, List<String> shards, boolean own, long nowMs, Outbox out) {
    switch (state) {
      case Following(long holdUntilMs) -> {
        if (needed && nowMs >= holdUntilMs) {
          transitionTo(new Waiting(nowMs + (own ? 0 : rankDelayMs(nowMs))));
          standWhenDue(needed, shards, nowMs, out);
        }
      }
      case Waiting _ -> standWhenDue(needed, shards, nowMs, out);
      case Candidate candidate -> {
        if (candidate.epoch() < ledger.epoch() || nowMs >= candidate.deadlineMs()) {
          for (String shard : candidate.shards()) {
            ledger
                .committed()
                .shard(shard)
                .ifPresent(s -> out.emit("-failover-abort-not-elected", Names.master(s)));
          }
          failedCandidacies++;
          transitionTo(new Following(nowMs + random.nextInt(patient(RETRY_MS))));
        }
      }
      case Leading(long epoch) -> {
        if (epoch < ledger.epoch()) {
          transitionTo(new Following(nowMs + random.nextInt(RETRY_MS)));
        }
      }
    }
  }

  private void standWhenDue(boolean needed, List<String> shards, long nowMs, Outbox out) {
    if (!(state instanceof Waiting(long standMs))) {
      return;
    }
    if (!needed) {
      transitionTo(new Following(nowMs));
    } else if (nowMs >= standMs) {
      stand(shards, nowMs, out);
    }
  }

  private int rankDelayMs(long nowMs) {
    int rank = 0;
    for (PeerObservation peer : monitor.peers()) {
      if (peer.isFresh(nowMs) && peer.control().compareTo(config.control()) < 0) {
        rank++;
      }
    }
    return rank == 0 ? 0 : rank * patient(RANK_DELAY_MS) + random.nextInt(10);
  }

  private void stand(List<String> shards, long nowMs, Outbox out) {
    long epoch = ledger.epoch() + 1;
    Tally tally = new Tally(config.majority());
    tally.grant(config.control());
    out.persist(ledger.vote(epoch, config.control()));
    out.emit("+new-epoch", Long.toString(epoch));
    for (String name : shards) {
      ledger
          .committed()
          .shard(name)
          .ifPresent(shard -> out.emit("+try-failover", Names.master(shard)));
      promises.holdOff(name, epoch, nowMs + HOLD_OFF_MS);
    }
    out.emit("+vote-for-leader", config.id() + " " + epoch);
    RequestVote request =
        new RequestVote(config.control(), epoch, ledger.accepted().version(), shards);
    config.peers().forEach(peer -> out.toSentinel(peer, request));
    transitionTo(
        new Candidate(
            epoch,
            List.copyOf(shards),
            tally,
            nowMs + patient(CANDIDACY_MS) + random.nextInt(patient(RETRY_MS))));
    winWithMajority(out);
  }

  private int patient(int durationMs) {
    return durationMs << Math.min(failedCandidacies, MAX_DOUBLINGS);
  }

  private void winWithMajority(Outbox out) {
    if (state instanceof Candidate candidate && candidate.tally().isMajority()) {
      for (String name : candidate.shards()) {
        Optional<Shard> shard = ledger.committed().shard(name);
        shard.ifPresent(s -> out.emit("+elected-leader", Names.master(s)));
      }
      failedCandidacies = 0;
      transitionTo(new Leading(candidate.epoch()));
    }
  }

  /** Answers a candidate; the vote is persisted before the answer leaves. */
  public void onRequestVote(RequestVote request, boolean tilted, long nowMs, Outbox out) {
    boolean granted =
        !tilted
            && ledger.mayVote(request.epoch(), request.from(), request.accepted())
            && request.shards().stream().noneMatch(shard -> isPromised(shard, nowMs));
    if (granted) {
      boolean news = request.epoch() > ledger.state().votedEpoch();
      out.persist(ledger.vote(request.epoch(), request.from()));
      request.shards().forEach(s -> promises.holdOff(s, request.epoch(), nowMs + HOLD_OFF_MS));
      if (news) {
        out.emit("+new-epoch", Long.toString(request.epoch()));
        out.emit("+vote-for-leader", idOf(request) + " " + request.epoch());
      }
      transitionTo(new Following(nowMs + YIELD_MS + random.nextInt(YIELD_MS / 2)));
    }
    out.toSentinel(
        request.from(), new Vote(config.control(), request.epoch(), granted, ledger.epoch()));
  }

  private boolean isPromised(String name, long nowMs) {
    Optional<Shard> shard = ledger.accepted().shard(name);
    return shard.isPresent() && monitor.isPromised(shard.get(), nowMs);
  }

  private String idOf(RequestVote request) {
    for (PeerObservation peer : monitor.peers()) {
      if (peer.control().equals(request.from()) && peer.last().isPresent()) {
        return peer.last().get().id();
      }
    }
    return request.from().toString();
  }

  public void onVote(Vote vote, Outbox out) {
    if (ledger.observe(vote.epoch())) {
      out.emit("+new-epoch", Long.toString(vote.epoch()));
    }
    if (state instanceof Candidate candidate
        && vote.granted()
        && vote.asked() == candidate.epoch()
        && candidate.epoch() == ledger.epoch()
        && config.sentinels().contains(vote.from())) {
      candidate.tally().grant(vote.from());
      winWithMajority(out);
    }
  }

  /** A leader is at work: do not get in its way. */
  public void onLeaderAtWork(long epoch, long nowMs) {
    boolean ownLead = state instanceof Leading(long own) && own >= epoch;
    if (!ownLead) {
      transitionTo(new Following(nowMs + YIELD_MS + random.nextInt(YIELD_MS / 2)));
    }
  }

  /** The leader has finished, or has given up. */
  public void stepDown(long nowMs, int pauseMs) {
    transitionTo(new Following(nowMs + pauseMs));
  }

  private void transitionTo(ElectionState next) {
    boolean legal =
        switch (next) {
          case Following _ -> true;
          case Waiting _ -> state instanceof Following;
          case Candidate _ -> state instanceof Waiting;
          case Leading leading ->
              state instanceof Candidate candidate && candidate.epoch() == leading.epoch();
        };
    if (!legal) {
      throw new IllegalStateException(state + " to " + next);
    }
    state = next;
  }
}
