package io.vedette.node.persistence.recovery;

import io.vedette.node.log.ReplicationHistory;

/**
 * What an RDB file held, beside its entries.
 *
 * @param bytes length of the RDB
 * @param entries that are now in the key space
 * @param expired entries that were left out because their time had passed
 * @param replicationId the history that the data belong to; {@link ReplicationHistory#NO_ID} if the
 *     file does not say
 * @param offsetBytes where in it they were taken; 0 if the file does not say
 * @param streamDatabase the database that the stream after this offset has selected
 * @param epoch of the master that wrote the newest of the data; 0 if the file does not say
 * @param isAofBase whether an append-only file goes on from here
 */
public record RdbContents(
    long bytes,
    long entries,
    long expired,
    String replicationId,
    long offsetBytes,
    int streamDatabase,
    long epoch,
    boolean isAofBase) {
  /** Whether the data can be continued by the stream of their master. */
  public boolean hasHistory() {
    return !replicationId.equals(ReplicationHistory.NO_ID);
  }
}
