package io.vedette.sentinel.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.protocol.message.MalformedMessageException;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import io.vedette.sentinel.consensus.LedgerEvent.TopologyAccepted;
import io.vedette.sentinel.consensus.LedgerEvent.TopologyCommitted;
import io.vedette.sentinel.consensus.LedgerEvent.VoteCast;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoteLedgerTest {
  private static final Endpoint A = new Endpoint("a", 1);
  private static final Endpoint B = new Endpoint("b", 1);

  private static Topology topology(long epoch, long revision) {
    List<Copy> copies = List.of(new Copy("node-1", A, B));
    Shard shard = new Shard("shard-0", SlotRange.even(0, 1), epoch, "node-1", 7, copies);
    return new Topology(new Version(epoch, revision), List.of(shard));
  }

  @Test
  void oneVoteInAnEpochAlsoAfterARestart() {
    VoteLedger ledger = new VoteLedger(LedgerState.EMPTY);
    assertThat(ledger.mayVote(1, A, Version.NONE)).isTrue();
    assertThat(ledger.vote(1, A)).contains(new VoteCast(1, A));
    assertThat(ledger.mayVote(1, B, Version.NONE)).isFalse();
    VoteLedger restarted = new VoteLedger(LedgerState.EMPTY.apply(new VoteCast(1, A)));
    assertThat(restarted.mayVote(1, B, Version.NONE)).isFalse();
    assertThat(restarted.mayVote(1, A, Version.NONE)).isTrue();
    assertThat(restarted.vote(1, A)).as("nothing more to persist").isEmpty();
    assertThat(restarted.mayVote(2, B, Version.NONE)).isTrue();
  }

  @Test
  void noVoteForACandidateThatMissedATopology() {
    VoteLedger ledger = new VoteLedger(LedgerState.EMPTY);
    ledger.accept(topology(3, 2));
    assertThat(ledger.mayVote(4, A, new Version(3, 1))).isFalse();
    assertThat(ledger.mayVote(4, A, new Version(3, 2))).isTrue();
  }

  @Test
  void anAcceptanceEndsEarlierEpochs() {
    VoteLedger ledger = new VoteLedger(LedgerState.EMPTY);
    ledger.accept(topology(3, 1));
    assertThat(ledger.mayVote(3, A, new Version(3, 1))).isFalse();
    assertThat(ledger.mayAccept(new Version(2, 9))).isFalse();
    assertThat(ledger.mayAccept(new Version(3, 2))).isTrue();
    ledger.vote(5, A);
    assertThat(ledger.mayAccept(new Version(4, 1))).isFalse();
    assertThat(ledger.mayAccept(new Version(5, 1))).isTrue();
  }

  @Test
  void heardEpochsOnlyGrow() {
    VoteLedger ledger = new VoteLedger(LedgerState.EMPTY);
    assertThat(ledger.observe(9)).isTrue();
    assertThat(ledger.observe(4)).isFalse();
    assertThat(ledger.epoch()).isEqualTo(9);
  }

  @Test
  void aCommittedTopologyIsAlsoAccepted() {
    VoteLedger ledger = new VoteLedger(LedgerState.EMPTY);
    assertThat(ledger.commit(topology(2, 1))).isPresent();
    assertThat(ledger.accepted()).isEqualTo(topology(2, 1));
    assertThat(ledger.commit(topology(1, 5))).isEmpty();
    ledger.accept(topology(4, 1));
    ledger.commit(topology(3, 1));
    assertThat(ledger.accepted().version()).isEqualTo(new Version(4, 1));
    assertThat(ledger.committed().version()).isEqualTo(new Version(3, 1));
  }

  @Test
  void eventsAndStatesComeBackFromBytesAndCutsAreRefused() {
    List<LedgerEvent> events =
        List.of(
            new VoteCast(7, A),
            new TopologyAccepted(topology(7, 1)),
            new TopologyCommitted(topology(7, 1)));
    LedgerState state = LedgerState.EMPTY;
    for (LedgerEvent event : events) {
      byte[] bytes = LedgerCodec.encode(event);
      assertThat(LedgerCodec.decodeEvent(bytes)).isEqualTo(event);
      assertThatThrownBy(() -> LedgerCodec.decodeEvent(Arrays.copyOf(bytes, bytes.length - 1)))
          .isInstanceOf(MalformedMessageException.class);
      state = state.apply(event).apply(event);
    }
    assertThat(LedgerCodec.decodeState(LedgerCodec.encode(state))).isEqualTo(state);
    assertThat(LedgerCodec.decodeState(LedgerCodec.encode(LedgerState.EMPTY)))
        .isEqualTo(LedgerState.EMPTY);
    byte[] foreign = LedgerCodec.encode(state);
    foreign[0] = 9;
    assertThatThrownBy(() -> LedgerCodec.decodeState(foreign)).hasMessageContaining("version 9");
  }
}
