package io.vedette.sentinel;

/** What a request for a planned failover leads to. */
public enum FailoverAnswer {
  /** It begins now. */
  STARTED,
  /** A failover of this shard is under way already. */
  IN_PROGRESS,
  /** No replica is alive, in sync and allowed to become the master. */
  NO_GOOD_REPLICA,
  /** No shard of that name. */
  UNKNOWN_SHARD
}
