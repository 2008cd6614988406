package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.message.ReplicaReport;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.message.Sealed;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyControlTest {
  private static final long INCARNATION = 77;
  private static final int LEASE_MS = 1_000;
  private static final Endpoint CONTROL = new Endpoint("h1", 7000);
  private static final List<Copy> COPIES = List.of(copy(1), copy(2), copy(3));

  private final List<String> told = new ArrayList<>();
  private final CopyControl copy =
      new CopyControl(CONTROL, "shard-0", "node-1", INCARNATION, "r".repeat(40), 3, new Told());
  private long dataEpoch;
  private long seq;

  @Test
  void servesNobodyBeforeItHasARole() {
    assertThat(copy.role()).isEqualTo(CopyRole.NONE);
    assertThat(copy.refusal(0)).startsWith("MASTERDOWN");
  }

  @Test
  void aMasterAcknowledgesOnlyUnderTheLeaseOfAMajority() {
    assertThat(copy.onTopology(appointing("node-1", 5), 0)).isTrue();
    assertThat(told).containsExactly("master 5");
    assertThat(copy.refusal(0)).startsWith("READONLY The lease");
    check(1, 5, 0, 10);
    assertThat(copy.mayAcknowledge(10)).isFalse();
    HealthReport second = check(2, 5, 0, 10);
    assertThat(second.leaseHeld()).isTrue();
    assertThat(copy.refusal(10)).isNull();
    assertThat(copy.mayAcknowledge(LEASE_MS)).isFalse();
    assertThat(copy.refusal(LEASE_MS + 50)).contains("for 100 ms");
  }

  @Test
  void grantsForAnotherEpochDoNotCount() {
    copy.onTopology(appointing("node-1", 5), 0);
    check(1, 4, 0, 10);
    check(2, 4, 0, 10);
    assertThat(copy.mayAcknowledge(10)).isFalse();
  }

  @Test
  void writesOfANewMasterWaitForItsFirstLeaseButNotForEver() {
    copy.onTopology(appointing("node-1", 5), 0);
    assertThat(copy.awaitsFirstLease(10)).isTrue();
    check(1, 5, 0, 20);
    check(2, 5, 0, 20);
    assertThat(copy.awaitsFirstLease(20)).isFalse();
    assertThat(copy.awaitsFirstLease(LEASE_MS + 1)).as("a lost lease is refused at once").isFalse();
    assertThat(copy.awaitsFirstLease(new Unread())).isFalse();

    copy.onTopology(appointing("node-1", 6), 5_000);
    assertThat(copy.awaitsFirstLease(5_000)).isTrue();
    assertThat(copy.awaitsFirstLease(5_000 + CopyControl.FIRST_LEASE_MS)).isFalse();
  }

  @Test
  void anEarlierProcessOfTheNodeWasAppointed() {
    Topology topology = topology("node-1", INCARNATION - 1, 5);
    copy.onTopology(topology, 0);
    assertThat(copy.role()).isEqualTo(CopyRole.NONE);
    assertThat(copy.refusal(0)).startsWith("MASTERDOWN");
    check(1, 5, 0, 1);
    check(2, 5, 0, 1);
    assertThat(copy.mayAcknowledge(1)).isFalse();
  }

  @Test
  void aReplicaFollowsAndIsIntactOnceSynced() {
    copy.onTopology(appointing("node-2", 5), 0);
    assertThat(told).containsExactly("follow h2:6002 5");
    assertThat(copy.refusal(0)).startsWith("READONLY You can't write");
    assertThat(check(1, 5, -1, 1).progress().intact()).isFalse();
    dataEpoch = 5;
    copy.onSynced();
    HealthReport report = check(1, 5, -1, 2);
    assertThat(report.progress().intact()).isTrue();
    assertThat(report.progress().dataEpoch()).isEqualTo(5);
  }

  @Test
  void aSealCutsAReplicasLinkAndFencesOlderTopologies() {
    copy.onTopology(appointing("node-2", 5), 0);
    Sealed sealed = copy.onSeal(seal(7, false));
    assertThat(sealed.epoch()).isEqualTo(7);
    assertThat(told).containsExactly("follow h2:6002 5", "cut");
    copy.onTopology(appointing("node-3", 6), 0);
    assertThat(told).as("epoch 6 is fenced").hasSize(2);
    copy.onTopology(appointing("node-3", 7), 0);
    assertThat(told).endsWith("follow h3:6003 7");
  }

  @Test
  void aHandoverKeepsTheReplicasLinkAndStopsTheMastersWrites() {
    copy.onTopology(appointing("node-2", 5), 0);
    copy.onSeal(seal(7, true));
    assertThat(told).doesNotContain("cut");

    CopyControl master =
        new CopyControl(CONTROL, "shard-0", "node-1", INCARNATION, "r".repeat(40), 1, new Told());
    master.onTopology(appointing("node-1", 5), 0);
    master.onHealthCheck(new HealthCheck(sentinel(1), "shard-0", 1, 5, 0, LEASE_MS), 1);
    assertThat(master.refusal(1)).isNull();
    assertThat(master.isHandingOver()).isFalse();
    master.onSeal(seal(7, true));
    assertThat(master.isHandingOver()).as("proxies shall not send it more").isTrue();
    assertThat(master.refusal(1)).startsWith("READONLY").contains("handing over");
    assertThat(master.mayAcknowledge(1)).as("what it wrote before still counts").isTrue();
    master.onTopology(appointing("node-1", 7), 2);
    assertThat(master.epoch()).isEqualTo(7);
    assertThat(master.isHandingOver()).isFalse();
    assertThat(told).endsWith("master 7");
  }

  @Test
  void anOlderSealIsAnsweredWithTheNewerPromise() {
    copy.onTopology(appointing("node-2", 5), 0);
    copy.onSeal(seal(9, false));
    Sealed refused = copy.onSeal(seal(8, false));
    assertThat(refused.epoch()).isEqualTo(9);
    assertThat(refused.asked()).isEqualTo(8);
  }

  private HealthReport check(int sentinel, long epoch, long echoMs, long nowMs) {
    return copy.onHealthCheck(
        new HealthCheck(sentinel(sentinel), "shard-0", ++seq, epoch, echoMs, LEASE_MS), nowMs);
  }

  private static Seal seal(long epoch, boolean handover) {
    return new Seal(sentinel(1), "shard-0", epoch, handover);
  }

  private static Topology appointing(String node, long epoch) {
    return topology(node, node.equals("node-1") ? INCARNATION : 1, epoch);
  }

  private static Topology topology(String master, long incarnation, long epoch) {
    Shard shard = new Shard("shard-0", SlotRange.even(0, 1), epoch, master, incarnation, COPIES);
    return new Topology(new Version(epoch, 1), List.of(shard));
  }

  private static Endpoint sentinel(int number) {
    return new Endpoint("s" + number, 9000);
  }

  private static Copy copy(int number) {
    return new Copy(
        "node-" + number,
        new Endpoint("h" + number, 6000 + number),
        new Endpoint("h" + number, 7000));
  }

  /** Replication that only remembers what it was told. */
  private final class Told implements CopyReplication {
    @Override
    public void becomeMaster(long epoch) {
      told.add("master " + epoch);
    }

    @Override
    public void follow(Endpoint master, long epoch) {
      told.add("follow " + master + " " + epoch);
    }

    @Override
    public void cutLink() {
      told.add("cut");
    }

    @Override
    public String replicationId() {
      return "0".repeat(40);
    }

    @Override
    public long dataEpoch() {
      return dataEpoch;
    }

    @Override
    public long appliedOffset() {
      return 0;
    }

    @Override
    public long fsyncedOffset() {
      return 0;
    }

    @Override
    public boolean isLinkUp() {
      return true;
    }

    @Override
    public long linkDownMs() {
      return 0;
    }

    @Override
    public List<ReplicaReport> replicas() {
      return List.of();
    }
  }

  /** Fails whoever looks at it. */
  private static final class Unread implements ShardClock {
    @Override
    public long wallMs() {
      throw new AssertionError("the clock was read");
    }

    @Override
    public long monotonicNs() {
      throw new AssertionError("the clock was read");
    }
  }
}
