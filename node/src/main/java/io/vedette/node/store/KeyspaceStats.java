package io.vedette.node.store;

/** Counters of a key space since its start or the last reset, as INFO names them. */
public final class KeyspaceStats {
  long hits;
  long misses;
  long expiredKeys;

  KeyspaceStats() {}

  /** Reads that found their key. */
  public long hits() {
    return hits;
  }

  /** Reads that did not find their key. */
  public long misses() {
    return misses;
  }

  /** Keys deleted because their time had come. */
  public long expiredKeys() {
    return expiredKeys;
  }

  public void reset() {
    hits = 0;
    misses = 0;
    expiredKeys = 0;
  }
}
