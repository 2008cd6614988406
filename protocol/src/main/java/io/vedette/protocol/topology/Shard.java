package io.vedette.protocol.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One shard: its slots, its copies, and which copy is the master.
 *
 * <p>The master is appointed as a <em>process</em>: a node that finds its name here but another
 * incarnation has been restarted since. It has forgotten what it acknowledged, so it must not act
 * as the master, and waits until a newer epoch gives it a role.
 *
 * @param name {@code shard-0}, {@code shard-1}, ...
 * @param epoch the epoch in which the master was appointed; copies refuse streams of older epochs
 * @param master name of the node whose copy is the master
 * @param masterIncarnation incarnation of that node's process when it was appointed
 * @param copies all copies, the master's among them
 */
public record Shard(
    String name,
    SlotRange slots,
    long epoch,
    String master,
    long masterIncarnation,
    List<Copy> copies) {
  public Shard {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(slots, "slots");
    Objects.requireNonNull(master, "master");
    copies = List.copyOf(copies);
    boolean found = false;
    for (Copy copy : copies) {
      found |= copy.node().equals(master);
    }
    if (!found) {
      throw new IllegalArgumentException(
          name + ": the master " + master + " is none of its copies");
    }
  }

  public Copy masterCopy() {
    return copy(master).orElseThrow();
  }

  public Optional<Copy> copy(String node) {
    for (Copy copy : copies) {
      if (copy.node().equals(node)) {
        return Optional.of(copy);
      }
    }
    return Optional.empty();
  }

  /** All copies but the master's, in the order of {@link #copies}. */
  public List<Copy> replicas() {
    List<Copy> replicas = new ArrayList<>(copies.size());
    for (Copy copy : copies) {
      if (!copy.node().equals(master)) {
        replicas.add(copy);
      }
    }
    return replicas;
  }

  /** True when this node, in this incarnation, is the appointed master. */
  public boolean isMaster(String node, long incarnation) {
    return master.equals(node) && masterIncarnation == incarnation;
  }

  /** The same shard under a master appointed in {@code newEpoch}. */
  public Shard withMaster(String newMaster, long incarnation, long newEpoch) {
    return new Shard(name, slots, newEpoch, newMaster, incarnation, copies);
  }

  /** The same shard with {@code changed} in place of the copy of the same node. */
  public Shard withCopy(Copy changed) {
    List<Copy> now = new ArrayList<>(copies);
    now.replaceAll(copy -> copy.node().equals(changed.node()) ? changed : copy);
    return new Shard(name, slots, epoch, master, masterIncarnation, now);
  }
}
