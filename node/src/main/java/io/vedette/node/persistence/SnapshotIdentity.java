package io.vedette.node.persistence;

/**
 * What a snapshot says of the replication stream that follows it.
 *
 * @param replicationId the history that the data belong to
 * @param offsetBytes where in it they were taken
 * @param database the database that the stream has selected; 0 if the stream says it first itself
 * @param epoch of the copy's role; 0 where no sentinel gave it
 */
public record SnapshotIdentity(String replicationId, long offsetBytes, int database, long epoch) {

  /** What a full resync sends, which tells the epoch elsewhere. */
  public SnapshotIdentity(String replicationId, long offsetBytes, int database) {
    this(replicationId, offsetBytes, database, 0);
  }
}
