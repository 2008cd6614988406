package io.vedette.node.proxy;

import io.vedette.protocol.resp.CommandText;

/**
 * The sign of life that a lane asks of an idle connection. A master that fell silent while nobody
 * talked to it is noticed this way before a write is sent to it, whose fate would then be unknown.
 */
final class LaneProbe {
  /** A connection that answered something within this time needs no probe. */
  static final long AFTER_MS = 50;

  static final byte[] PING = CommandText.of("PING");

  private LaneProbe() {}

  static boolean isDue(long progressMs, long nowMs) {
    return nowMs - progressMs >= AFTER_MS;
  }

  /** A request that nobody waits for, for a connection with this database selected. */
  static Pending take(Pending.Pool pool, SendLog log, int db, byte[] request) {
    Pending probe = pool.take(null, Pending.Kind.PROBE);
    log.store(probe, request, 0, request.length);
    probe.db = db;
    return probe;
  }
}
