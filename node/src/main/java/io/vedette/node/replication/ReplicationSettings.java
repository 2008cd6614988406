package io.vedette.node.replication;

import io.vedette.node.log.ReaderLimit;
import io.vedette.node.log.ReplicationLog;

/**
 * What an operator may set about replication, with Redis's directive names and defaults. Changed on
 * the shard's thread only; every value takes effect at its next use.
 */
public final class ReplicationSettings {
  /** {@code masteruser}; empty for none. */
  public String masterUser = "";

  /** {@code masterauth}; empty for none. */
  public String masterPassword = "";

  /** {@code replica-read-only}. */
  public boolean readOnly = true;

  /** {@code replica-serve-stale-data}. */
  public boolean serveStaleData = true;

  /** {@code replica-priority}; 0: never to be promoted. */
  public int priority = 100;

  /** {@code replica-announced}. */
  public boolean announced = true;

  /** {@code replica-announce-ip}; empty for the connection's address. */
  public String announceHost = "";

  /** {@code replica-announce-port}; 0 for the port that is listened on. */
  public int announcePort;

  /** The port that this copy listens on. */
  public int listeningPort;

  /** {@code min-replicas-to-write}; 0: off. */
  public int minReplicasToWrite;

  /** {@code min-replicas-max-lag}, in milliseconds. */
  public long minReplicasMaxLagMs = 10_000;

  /** {@code repl-timeout}, in milliseconds. */
  public long timeoutMs = 60_000;

  /** {@code repl-ping-replica-period}, in milliseconds. */
  public long pingPeriodMs = 10_000;

  /**
   * {@code repl-diskless-sync-delay}, in milliseconds: how long a snapshot waits for more replicas.
   * Redis waits 5 s to save forks; a snapshot here costs no fork, so a short wait is enough.
   */
  public long snapshotDelayMs = 20;

  /** {@code rdbcompression}. */
  public boolean compressSnapshots = true;

  /** {@code client-output-buffer-limit replica}. */
  public ReaderLimit outputLimit = ReaderLimit.REPLICA;

  /** {@code repl-backlog-size}. */
  public long backlogBytes = ReplicationLog.DEFAULT_BACKLOG_BYTES;

  /** The port by which the master is told to know this copy. */
  public int announcedPort() {
    return announcePort > 0 ? announcePort : listeningPort;
  }
}
