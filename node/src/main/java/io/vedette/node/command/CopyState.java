package io.vedette.node.command;

/**
 * What a copy may do for its clients at present. Answered for every command, so cheap; shard's
 * thread.
 */
public interface CopyState {
  /** Whether a master is, or should be, followed. */
  boolean isReplica();

  /** Whether a data set is being read in, so that there is nothing to serve yet. */
  boolean isLoading();

  /**
   * Why the data must not be served, code word first ({@code MASTERDOWN ...}), or null if it may.
   */
  String readRefusal();

  /**
   * Why writes of clients are refused, code word first ({@code READONLY ...}, {@code NOREPLICAS
   * ...}), or null if they are accepted.
   */
  String writeRefusal();

  /**
   * Why messages must not be published here, code word first, or null if they may. They enter the
   * replication log, so that a master which must not write must not publish either.
   */
  default String publishRefusal() {
    return null;
  }

  /**
   * Why writes, and PING, are refused because of the disk, code word first ({@code MISCONF ...}),
   * or null.
   */
  default String diskRefusal() {
    return null;
  }

  /** Whether all commands wait for a moment. */
  default boolean holdsCommands() {
    return false;
  }

  /** Whether writes wait for a moment instead of being executed or refused. */
  default boolean holdsWrites() {
    return false;
  }

  /**
   * Whether nothing may go into the replication log at present: not even keys are deleted then
   * whose time has come. A master that was sealed, or has no lease, leaves that to the next one.
   */
  default boolean keepsExpired() {
    return holdsCommands() || holdsWrites() || publishRefusal() != null;
  }

  /** Whether replies to writes wait until the writes are durable. */
  default boolean holdsReplies() {
    return false;
  }

  /**
   * Whether what was written may be acknowledged at this very moment. False where a lease ran out
   * since: somebody else may be master by now.
   */
  default boolean mayAcknowledge() {
    return true;
  }
}
