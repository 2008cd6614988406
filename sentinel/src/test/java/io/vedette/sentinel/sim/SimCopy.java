package io.vedette.sentinel.sim;

import io.vedette.protocol.lease.Lease;
import io.vedette.protocol.message.CopyRole;
import io.vedette.protocol.message.HealthCheck;
import io.vedette.protocol.message.HealthReport;
import io.vedette.protocol.message.Progress;
import io.vedette.protocol.message.Seal;
import io.vedette.protocol.message.Sealed;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Shard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model copy: its data is the list of the numbers written, its offset the length. Replicas pull;
 * a pull acknowledges what the replica holds.
 */
final class SimCopy {
  static final int PULL_MS = 25;

  private final SimNode node;
  final String shardName;
  final Lease lease;
  private final Map<String, Integer> acked = new HashMap<>();
  private Shard shard;
  CopyRole role = CopyRole.NONE;
  long promised;
  private long streamFloor;
  private long dataEpoch;
  boolean intact;
  private boolean linkUp;
  private int confirmed;
  List<Long> log = List.of();

  /** What a restart reads back; only where the cluster has disks. */
  record Files(long dataEpoch, List<Long> log) {
    static final Files NONE = new Files(0, List.of());
  }

  SimCopy(SimNode node, String shardName, Files files) {
    this.node = node;
    this.shardName = shardName;
    this.lease = new Lease(node.cluster.sentinels.size());
    this.dataEpoch = files.dataEpoch();
    this.promised = files.dataEpoch();
    this.log = files.log();
  }

  /** Everything up to here is on disk from now on. */
  void sync() {
    node.disk.put(shardName, new Files(dataEpoch, log));
    if (role == CopyRole.MASTER) {
      confirm();
    }
  }

  /**
   * How much of the present history survives a crash; all of it counts where there are no disks.
   */
  private int held() {
    if (!node.cluster.hasDisks) {
      return log.size();
    }
    Files files = node.disk.getOrDefault(shardName, Files.NONE);
    return files.dataEpoch() == dataEpoch ? files.log().size() : 0;
  }

  @Override
  public String toString() {
    return shardName
        + " "
        + role
        + " promised "
        + promised
        + " intact "
        + intact
        + " writable "
        + mayWrite()
        + " "
        + progress();
  }

  long dataEpoch() {
    return dataEpoch;
  }

  void obey(Shard news) {
    shard = news;
    if (news.epoch() < promised) {
      return;
    }
    promised = news.epoch();
    streamFloor = news.epoch();
    if (news.isMaster(node.name, node.incarnation)) {
      if (role == CopyRole.MASTER && dataEpoch == news.epoch()) {
        return;
      }
      role = CopyRole.MASTER;
      dataEpoch = news.epoch();
      intact = true;
      linkUp = true;
      acked.clear();
      confirmed = 0;
      lease.appoint(news.epoch());
    } else {
      lease.revoke();
      linkUp = false;
      role = news.master().equals(node.name) ? CopyRole.NONE : CopyRole.REPLICA;
      pull();
    }
  }

  boolean mayWrite() {
    return role == CopyRole.MASTER && promised == shard.epoch() && lease.isHeld(node.clockMs());
  }

  void onCheck(HealthCheck check) {
    lease.onGrant(
        check.from(), check.epoch(), check.leaseEchoMs(), check.leaseMs(), node.clockMs());
    node.toSentinel(
        check.from(),
        new HealthReport(
            node.control,
            shardName,
            node.name,
            node.incarnation,
            String.format("%040x", node.incarnation),
            check.seq(),
            node.clockMs(),
            role,
            promised,
            node.known.version(),
            progress(),
            linkUp,
            0,
            Optional.of(shard.masterCopy().endpoint()),
            100,
            mayWrite(),
            List.of()));
  }

  private Progress progress() {
    return new Progress(
        "0".repeat(40), dataEpoch, log.size(), node.cluster.hasDisks ? held() : 0, intact);
  }

  void onSeal(Seal seal) {
    if (seal.epoch() > promised) {
      promised = seal.epoch();
      if (!seal.handover()) {
        streamFloor = seal.epoch();
        linkUp = false;
      }
    }
    node.toSentinel(
        seal.from(),
        new Sealed(
            node.control,
            shardName,
            node.name,
            node.incarnation,
            promised,
            seal.epoch(),
            role,
            progress(),
            100));
  }

  /** A client's write; acknowledged to the checker once a majority of the copies holds it. */
  void write(long number) {
    if (mayWrite()) {
      List<Long> longer = new ArrayList<>(log);
      longer.add(number);
      log = longer;
      node.cluster.invariants.onExecuted(shardName, number);
      for (Copy replica : shard.replicas()) {
        feed(node.cluster.nodes.get(replica.control()));
      }
      confirm();
    }
  }

  void pull() {
    if (role == CopyRole.REPLICA) {
      SimNode master = node.cluster.nodes.get(shard.masterCopy().control());
      long epoch = dataEpoch;
      int offset = log.size();
      int held = held();
      node.world.send(
          node.control,
          master.control,
          () -> {
            SimCopy copy = master.copies.get(shardName);
            if (copy != null) {
              copy.onPull(node, epoch, offset, held);
            }
          });
    }
  }

  private void onPull(SimNode replica, long epoch, int offset, int held) {
    if (role != CopyRole.MASTER) {
      return;
    }
    if (epoch == dataEpoch) {
      acked.merge(replica.name, held, Math::max);
      confirm();
    }
    if (epoch != dataEpoch || offset < log.size()) {
      feed(replica);
    }
  }

  private void feed(SimNode replica) {
    List<Long> snapshot = log;
    long epoch = dataEpoch;
    node.world.send(
        node.control,
        replica.control,
        () -> {
          SimCopy copy = replica.copies.get(shardName);
          if (copy != null) {
            copy.onData(epoch, snapshot);
          }
        });
  }

  private void onData(long epoch, List<Long> data) {
    boolean wanted = role == CopyRole.REPLICA && epoch >= streamFloor && shard.epoch() == epoch;
    if (!wanted || (epoch == dataEpoch && data.size() <= log.size())) {
      return;
    }
    log = data;
    dataEpoch = epoch;
    intact = true;
    linkUp = true;
    pull();
  }

  private void confirm() {
    int copies = shard.copies().size();
    while (confirmed < log.size()) {
      int next = confirmed + 1;
      long holders =
          (held() >= next ? 1 : 0)
              + acked.values().stream().filter(offset -> offset >= next).count();
      if (holders < copies / 2 + 1 || !mayWrite()) {
        return;
      }
      node.cluster.invariants.onAcknowledged(shardName, log.get(confirmed));
      confirmed = next;
    }
  }
}
