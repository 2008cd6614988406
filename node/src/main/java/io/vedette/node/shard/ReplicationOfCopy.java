package io.vedette.node.shard;

import io.vedette.node.replication.MasterView;
import io.vedette.node.replication.ReplicaProgress;
import io.vedette.node.replication.Replication;
import io.vedette.protocol.message.ReplicaReport;
import io.vedette.protocol.topology.Endpoint;
import java.util.List;

/** {@link Replication} as the roles of a clustered copy drive it. */
public final class ReplicationOfCopy implements CopyReplication {
  private final Replication replication;
  private final ShardClock clock;

  /** The clock's monotonic side must be the one that the replication is ticked with. */
  public ReplicationOfCopy(Replication replication, ShardClock clock) {
    this.replication = replication;
    this.clock = clock;
  }

  @Override
  public void becomeMaster(long epoch) {
    replication.becomeMaster(epoch);
  }

  @Override
  public void follow(Endpoint master, long epoch) {
    replication.follow(master, epoch, clock.monotonicMs());
  }

  @Override
  public void cutLink() {
    replication.cutLink();
  }

  @Override
  public String replicationId() {
    return replication.history().id();
  }

  @Override
  public long dataEpoch() {
    return replication.history().epoch();
  }

  @Override
  public long appliedOffset() {
    return replication.offset();
  }

  @Override
  public long fsyncedOffset() {
    return Math.max(0, replication.durableWaits().durableOffset());
  }

  @Override
  public boolean isLinkUp() {
    return replication.master().map(MasterView::isUp).orElse(false);
  }

  @Override
  public long linkDownMs() {
    return replication.master().map(master -> master.downMs(clock.monotonicMs())).orElse(0L);
  }

  @Override
  public List<ReplicaReport> replicas() {
    return replication.replicas().attached().stream()
        .filter(replica -> replica.listeningPort() > 0)
        .map(ReplicationOfCopy::report)
        .toList();
  }

  private static ReplicaReport report(ReplicaProgress replica) {
    return new ReplicaReport(
        new Endpoint(replica.host(), replica.listeningPort()),
        replica.appliedOffset(),
        replica.state() == ReplicaProgress.State.ONLINE);
  }
}
