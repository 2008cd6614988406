package io.vedette.protocol.message;

/**
 * How much of a shard's history a copy holds. Offsets compare only between copies of the same
 * {@link #dataEpoch}; a later data epoch always holds more, as with the term and index of a log.
 *
 * @param replId replication id of its history, 40 hex digits
 * @param dataEpoch epoch of the master that wrote or sent the newest data here: its own when it
 *     became the master, the master's once a resync with it has completed; 0 before that
 * @param appliedOffset replication offset applied, in bytes
 * @param fsyncedOffset replication offset known to be on disk, in bytes; 0 without persistence
 * @param intact nothing that it acknowledged at dataEpoch was forgotten through a restart; false
 *     from the start of a process until it is appointed the master or completes a resync
 */
public record Progress(
    String replId, long dataEpoch, long appliedOffset, long fsyncedOffset, boolean intact) {
  /** Of a copy that has just started with nothing. */
  public static final Progress EMPTY = new Progress("0".repeat(40), 0, 0, 0, false);
}
