package io.vedette.sentinel.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.message.Accepted;
import io.vedette.protocol.message.Propose;
import io.vedette.protocol.message.Role;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.consensus.VoteLedger;
import io.vedette.sentinel.effect.Effect;
import io.vedette.sentinel.effect.Outbox;
import io.vedette.sentinel.monitor.LeasePromises;
import io.vedette.sentinel.monitor.Monitor;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptorTest {
  private static final int DOWN_AFTER_MS = 1_000;
  private static final Endpoint OWN = new Endpoint("h", 1);
  private static final Endpoint LEADER = new Endpoint("h", 2);
  private static final SentinelConfig CONFIG =
      new SentinelConfig(
          "s", "db", "id", 1, 1, OWN, OWN, List.of(OWN, LEADER), 1, 2, 1, 1, DOWN_AFTER_MS, 9_000);

  /** As committed, in epoch 6. */
  private static final Shard BEFORE =
      new Shard("shard-0", SlotRange.even(0, 1), 6, "a", 1, List.of(copy("a", 11), copy("b", 12)));

  /** What the leader of epoch 7 left half done, as that of epoch 8 proposes it again. */
  private static final Shard AFTER = BEFORE.withMaster("b", 2, 7);

  private static final Propose PROPOSAL =
      new Propose(LEADER, new Topology(new Version(8, 1), List.of(AFTER)), List.of());

  private final VoteLedger ledger = new VoteLedger(LedgerState.EMPTY);
  private final LeasePromises promises = new LeasePromises(0, DOWN_AFTER_MS);
  private final Acceptor acceptor =
      new Acceptor(CONFIG, ledger, new Monitor(CONFIG, ledger, promises), promises);
  private final Outbox out = new Outbox();

  AcceptorTest() {
    ledger.accept(new Topology(new Version(6, 1), List.of(BEFORE)));
    ledger.commit(ledger.accepted());
  }

  private static Copy copy(String node, int port) {
    return new Copy(node, new Endpoint("h", port), new Endpoint("h", 100 + port));
  }

  private boolean accepts(boolean tilted, long nowMs) {
    boolean accepted = acceptor.onPropose(PROPOSAL, tilted, nowMs, out);
    assertThat(out.drain())
        .contains(
            new Effect.Send(
                Role.SENTINEL, LEADER, new Accepted(OWN, new Version(8, 1), accepted, 8)));
    return accepted;
  }

  @Test
  void aPromiseThatStandsAgainstAProposalIsNotRenewed() {
    promises.promise(BEFORE, 10_500, 10_000);
    assertThat(accepts(false, 10_000)).isFalse();
    assertThat(promises.mayGrant(BEFORE, 10_499)).isFalse();
    assertThat(accepts(false, 10_500)).isTrue();
  }

  @Test
  void theMasterGetsGrantsAgainWhenNobodyProposesAnyMore() {
    promises.promise(BEFORE, 10_500, 10_000);
    assertThat(accepts(false, 10_000)).isFalse();
    assertThat(promises.mayGrant(BEFORE, 11_999)).isFalse();
    assertThat(promises.mayGrant(BEFORE, 12_000)).isTrue();
    assertThat(promises.mayGrant(BEFORE.withMaster("a", 1, 9), 10_001)).isTrue();
  }

  @Test
  void theNextMasterGetsGrantsAtOnce() {
    promises.promise(BEFORE, 10_500, 10_000);
    assertThat(accepts(false, 10_499)).isFalse();
    assertThat(promises.mayGrant(AFTER, 10_501)).isTrue();
  }

  @Test
  void aProposalThatMayNotBeAcceptedTakesNoLease() {
    promises.promise(BEFORE, 10_500, 10_000);
    assertThat(accepts(true, 10_000)).isFalse();
    assertThat(promises.mayGrant(BEFORE, 10_001)).isTrue();
    ledger.vote(9, OWN);
    assertThat(acceptor.onPropose(PROPOSAL, false, 10_000, out)).isFalse();
    assertThat(promises.mayGrant(BEFORE, 10_001)).isTrue();
  }
}
