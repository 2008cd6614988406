package io.vedette.protocol.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The whole database at one version: every slot belongs to exactly one shard, or there is no shard
 * at all ({@link #none}).
 *
 * @param shards ordered by slots; the copy of the k-th shard listens on its node's port-base + k
 */
public record Topology(Version version, List<Shard> shards) {
  private static final Topology NONE = new Topology(Version.NONE, List.of());

  public Topology {
    Objects.requireNonNull(version, "version");
    shards = List.copyOf(shards);
    int next = 0;
    Set<String> names = new HashSet<>();
    for (Shard shard : shards) {
      if (shard.slots().first() != next || !names.add(shard.name())) {
        throw new IllegalArgumentException(
            "slots of " + shard.name() + " do not continue at " + next);
      }
      next = shard.slots().last() + 1;
    }
    if (next != 0 && next != SlotRange.SLOTS) {
      throw new IllegalArgumentException("slots from " + next + " belong to no shard");
    }
  }

  /** What a process knows before it has been told anything. */
  public static Topology none() {
    return NONE;
  }

  public boolean isNone() {
    return shards.isEmpty();
  }

  public Optional<Shard> shard(String name) {
    for (Shard shard : shards) {
      if (shard.name().equals(name)) {
        return Optional.of(shard);
      }
    }
    return Optional.empty();
  }

  /** The shard that owns {@code slot} (0..16383); empty when no topology is known. */
  public Optional<Shard> shardOfSlot(int slot) {
    int low = 0;
    int high = shards.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      SlotRange slots = shards.get(middle).slots();
      if (slot < slots.first()) {
        high = middle - 1;
      } else if (slot > slots.last()) {
        low = middle + 1;
      } else {
        return Optional.of(shards.get(middle));
      }
    }
    return Optional.empty();
  }

  /** RESP endpoint of the master of the shard with this name. */
  public Optional<Endpoint> masterOf(String shardName) {
    return shard(shardName).map(shard -> shard.masterCopy().endpoint());
  }

  /** RESP endpoint of the master that owns {@code slot}. */
  public Optional<Endpoint> masterOfSlot(int slot) {
    return shardOfSlot(slot).map(shard -> shard.masterCopy().endpoint());
  }

  /** The shards of which {@code node} hosts a copy, in slot order. */
  public List<Shard> shardsOn(String node) {
    List<Shard> hosted = new ArrayList<>();
    for (Shard shard : shards) {
      if (shard.copy(node).isPresent()) {
        hosted.add(shard);
      }
    }
    return hosted;
  }

  /** The same topology with {@code changed} in place of the shard of the same name. */
  public Topology with(Shard changed) {
    List<Shard> now = new ArrayList<>(shards);
    now.replaceAll(shard -> shard.name().equals(changed.name()) ? changed : shard);
    return new Topology(version, now);
  }

  public Topology at(Version newVersion) {
    return new Topology(newVersion, shards);
  }
}
