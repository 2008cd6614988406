package io.vedette.node.shard;

import io.vedette.protocol.message.ReplicaReport;
import io.vedette.protocol.topology.Endpoint;
import java.util.List;

/**
 * What a copy's role asks of its replication, and what it reports of it. The other end of {@link
 * CopyControl}; shard's thread only.
 */
public interface CopyReplication {
  /** Stops following whoever it was, keeps the data, and starts a new history in this epoch. */
  void becomeMaster(long epoch);

  /** Follows a master of this epoch from now on; continues its history where possible. */
  void follow(Endpoint master, long epoch);

  /** Cuts the link to the master, if any, and does not try again until told. */
  void cutLink();

  /** 40 hex digits. */
  String replicationId();

  /** Epoch of the master that wrote the newest of the data; 0 before any. */
  long dataEpoch();

  /** Replication offset applied, in bytes. */
  long appliedOffset();

  /** Replication offset known to be on disk, in bytes; 0 without persistence. */
  long fsyncedOffset();

  /** Whether a replica's link is streaming. */
  boolean isLinkUp();

  /** For how long a replica's link has been down; 0 while it is up. */
  long linkDownMs();

  /** Connected replicas, at a master. */
  List<ReplicaReport> replicas();
}
