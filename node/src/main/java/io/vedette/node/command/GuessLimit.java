package io.vedette.node.command;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often a source address may guess a password: {@link #PER_SECOND} wrong ones a second, then
 * none, not even a right one, until time has passed. Redis has no such limit, and a fast server
 * without one lets a whole dictionary be tried in seconds. Pure; shard's thread.
 */
final class GuessLimit {
  /** Wrong guesses that an address has in one second, and how many it may save up. */
  static final int PER_SECOND = 100;

  /** Addresses that are remembered; the one that failed longest ago is forgotten first. */
  static final int MAX_ADDRESSES = 4096;

  private static final double PER_MS = PER_SECOND / 1000.0;

  private record Left(double guesses, long atMs) {}

  private final Map<String, Left> byAddress = new LinkedHashMap<>();

  /** Whether the address may guess now. */
  boolean allows(String address, long nowMs) {
    Left left = byAddress.get(address);
    return left == null || refilled(left, nowMs) >= 1;
  }

  /** A guess was wrong. */
  void failed(String address, long nowMs) {
    Left left = byAddress.remove(address);
    double guesses = left == null ? PER_SECOND : refilled(left, nowMs);
    if (byAddress.size() >= MAX_ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
    byAddress.put(address, new Left(Math.max(0, guesses - 1), nowMs));
  }

  private static double refilled(Left left, long nowMs) {
    double gained = Math.max(0, nowMs - left.atMs) * PER_MS;
    return Math.min(PER_SECOND, left.guesses + gained);
  }
}
