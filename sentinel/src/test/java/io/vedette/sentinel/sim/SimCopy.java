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
 * a pull acknowledges what the replica holds. One whose data its master's continue gets the rest in
 * pieces, as by a partial resync.
 */
final class SimCopy {
  static final int PULL_MS = 25;
  private static final int PIECE = 5;

  private final SimNode node;
  final String shardName;
  final Lease lease;
  private final Map<String, Integer> acked = new HashMap<>();

  /** At a master: the connection of each replica. */
  private final Map<String, Long> links = new HashMap<>();

  private Shard shard;
  CopyRole role = CopyRole.NONE;
  long promised;
  private long streamFloor;
  private long dataEpoch;
  boolean intact;
  private boolean linkUp;

  /** At a replica: its connection to the master; what was sent on another is not heard. */
  private long link;

  private int confirmed;

  /** At a master: how long the log was when its epoch began. */
  private int since;

  /** At a replica: how long the master's log was when the link came up. */
  private int reached;

  List<Long> log = List.of();

  /** What a restart reads back; only where the cluster has disks. */
  record Files(long dataEpoch, List<Long> log) {
    static final Files NONE = new Files(0, List.of());
  }

  /** A master's whole log. */
  private record Feed(long link, long epoch, int since, List<Long> log) {}

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
      since = log.size();
      intact = true;
      linkUp = true;
      acked.clear();
      confirmed = 0;
      lease.appoint(news.epoch());
    } else {
      lease.revoke();
      cutLink();
      role = news.master().equals(node.name) ? CopyRole.NONE : CopyRole.REPLICA;
      pull();
    }
  }

  private void cutLink() {
    linkUp = false;
    link = ++node.links;
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
        cutLink();
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
      long on = link;
      node.world.send(
          node.control,
          master.control,
          () -> {
            SimCopy copy = master.copies.get(shardName);
            if (copy != null) {
              copy.onPull(node, on, epoch, offset, held);
            }
          });
    }
  }

  private void onPull(SimNode replica, long on, long epoch, int offset, int held) {
    if (role != CopyRole.MASTER) {
      return;
    }
    links.merge(replica.name, on, Math::max);
    if (epoch == dataEpoch) {
      acked.merge(replica.name, held, Math::max);
      confirm();
    }
    if (epoch != dataEpoch || offset < log.size()) {
      feed(replica);
    }
  }

  private void feed(SimNode replica) {
    Feed feed = new Feed(links.getOrDefault(replica.name, 0L), dataEpoch, since, log);
    node.world.send(
        node.control,
        replica.control,
        () -> {
          SimCopy copy = replica.copies.get(shardName);
          if (copy != null) {
            copy.onFeed(feed);
          }
        });
  }

  private void onFeed(Feed feed) {
    boolean wanted =
        role == CopyRole.REPLICA
            && feed.link == link
            && feed.epoch >= streamFloor
            && shard.epoch() == feed.epoch;
    boolean continues = wanted && isPrefix(log, feed.log);
    if (!wanted || (!continues && (linkUp || feed.epoch == dataEpoch))) {
      return;
    }
    if (!linkUp) {
      linkUp = true;
      reached = feed.log.size();
    }
    int before = log.size();
    int end = feed.log.size();
    log = feed.log.subList(0, continues ? Math.min(end, before + PIECE) : end);
    if (log.size() >= feed.since) {
      dataEpoch = feed.epoch;
    }
    intact |= log.size() >= reached;
    if (log.size() != before) {
      pull();
    }
  }

  private static boolean isPrefix(List<Long> some, List<Long> all) {
    return some.size() <= all.size() && all.subList(0, some.size()).equals(some);
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
