package io.vedette.deploy.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * A shard as the sentinels know it and its copies report it.
 *
 * @param slots as {@code first-last}; empty while nobody said
 * @param epoch the configuration epoch of its master
 * @param beforeBytes where the master's stream was before the replicas were asked; {@code master}
 *     was asked after them
 */
public record ShardView(
    String name,
    String slots,
    long epoch,
    long beforeBytes,
    CopyInfo master,
    List<CopyInfo> replicas) {

  public ShardView {
    replicas = List.copyOf(replicas);
  }

  /**
   * What is missing until it has a serving master and {@code wanted} replicas in sync: they follow
   * it and have what it had when they were asked, whether or not clients write meanwhile.
   */
  public List<String> missing(int wanted) {
    List<String> missing = new ArrayList<>();
    if (!master.isMaster()) {
      missing.add(name + ": " + master.address() + " is not master yet (" + master.role() + ")");
      return missing;
    }
    long inSync =
        replicas.stream()
            .filter(copy -> copy.follows() && copy.offsetBytes() >= beforeBytes)
            .count();
    if (inSync < wanted || master.onlineReplicas() < wanted) {
      missing.add(
          "%s: %d of %d replicas in sync"
              .formatted(name, Math.min(inSync, master.onlineReplicas()), wanted));
    }
    return missing;
  }

  /** Bytes of the stream that a replica has not applied yet. */
  public long lagBytes(CopyInfo replica) {
    return Math.max(0, master.offsetBytes() - replica.offsetBytes());
  }
}
