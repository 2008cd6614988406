package io.vedette.node.persistence.recovery;

import io.vedette.node.log.ReplicationHistory;
import io.vedette.node.store.Keyspace;
import java.util.Optional;

/**
 * What a copy got back from its files.
 *
 * @param keyspace the data; the receiver's from now on
 * @param history which stream they come from and how far they are
 * @param epoch of the master that wrote the newest of the data; 0 if no file says
 * @param entries how many were loaded, and commands executed
 * @param expired how many were left out because their time had passed
 * @param source names the files, for the log
 * @param aof the append-only file that they came from; empty if they came from a snapshot
 */
public record Recovered(
    Keyspace keyspace,
    History history,
    long epoch,
    long entries,
    long expired,
    String source,
    Optional<RecoveredAof> aof) {

  /**
   * A place in a replication stream.
   *
   * @param id of the history; {@link ReplicationHistory#NO_ID} if the files do not say
   * @param secondId of the history that it continues; {@link ReplicationHistory#NO_ID} for none
   * @param secondOffset the first offset, counted from 1, that both do not share; -1 for none
   * @param offsetBytes bytes of the stream that the data contain
   * @param database that the stream has selected there
   */
  public record History(
      String id, String secondId, long secondOffset, long offsetBytes, int database) {
    /** Of data that nobody's stream continues. */
    public static final History NONE =
        new History(ReplicationHistory.NO_ID, ReplicationHistory.NO_ID, -1, 0, 0);

    /** Whether a master that has the history can continue from here. */
    public boolean isKnown() {
      return !id.equals(ReplicationHistory.NO_ID);
    }
  }

  /** What an RDB says of the history of its data. */
  static History historyOf(RdbContents rdb) {
    return rdb.hasHistory()
        ? new History(
            rdb.replicationId(),
            ReplicationHistory.NO_ID,
            -1,
            rdb.offsetBytes(),
            rdb.streamDatabase())
        : History.NONE;
  }
}
