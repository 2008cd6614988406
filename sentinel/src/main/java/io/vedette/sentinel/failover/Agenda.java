package io.vedette.sentinel.failover;

import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Shard;
import java.util.List;
import java.util.Map;

/**
 * What needs a leader at this moment.
 *
 * @param failovers shards whose master is objectively down
 * @param handovers shards whose master shall hand over, as somebody asked of this sentinel
 * @param reappointments shards whose copies are sealed though their master lives: a leader died
 *     midway
 * @param placement there is no topology yet, and enough nodes for one
 * @param adoption a topology was accepted here but never became known as committed
 * @param moved new addresses of copies, by shard
 */
public record Agenda(
    List<Shard> failovers,
    List<Shard> handovers,
    List<Shard> reappointments,
    boolean placement,
    boolean adoption,
    Map<String, List<Copy>> moved) {
  public static final Agenda EMPTY =
      new Agenda(List.of(), List.of(), List.of(), false, false, Map.of());

  public boolean isEmpty() {
    return equals(EMPTY);
  }

  /** Names of the shards whose master is to be replaced without its consent. */
  public List<String> replaced() {
    return failovers.stream().map(Shard::name).toList();
  }
}
