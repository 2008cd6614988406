package io.vedette.sentinel.election;

import io.vedette.protocol.topology.Endpoint;
import java.util.HashSet;
import java.util.Set;

/** Counts each sentinel once. */
public final class Tally {
  private final int majority;
  private final Set<Endpoint> granted = new HashSet<>();

  public Tally(int majority) {
    this.majority = majority;
  }

  public void grant(Endpoint sentinel) {
    granted.add(sentinel);
  }

  public boolean has(Endpoint sentinel) {
    return granted.contains(sentinel);
  }

  public boolean isMajority() {
    return granted.size() >= majority;
  }
}
