package io.vedette.node.replication;

import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.psync.MasterEpoch;
import io.vedette.protocol.resp.CommandBatch;
import java.util.List;
import java.util.function.Consumer;

/** What the link to the master tells the shard. Events of a link that was replaced are ignored. */
public sealed interface LinkEvent {
  /** The number that the link was started with. */
  int linkNumber();

  /** The link got on. */
  record Changed(int linkNumber, MasterView.Link link) implements LinkEvent {}

  /** So many bytes of a snapshot have come. */
  record Receiving(int linkNumber, long totalBytes) implements LinkEvent {}

  /** A whole snapshot was read; the data are the receiver's from now on. */
  record Loaded(int linkNumber, SnapshotIdentity identity, Keyspace data, Origin origin)
      implements LinkEvent {}

  /** The master continues; its history is called by this id, null if as before. */
  record Continued(int linkNumber, String replicationId, Origin origin) implements LinkEvent {}

  /** Commands of the stream, to be given to the recycler when applied. */
  record Stream(int linkNumber, CommandBatch batch, Consumer<CommandBatch> recycler)
      implements LinkEvent {}

  /** The link has ended; this is its last event. */
  record Lost(int linkNumber, String reason) implements LinkEvent {}

  /**
   * Whom the stream comes from.
   *
   * @param epoch of the master, as far as it told
   * @param upstream run ids of the master and of those above it, as far as it told
   */
  record Origin(MasterEpoch epoch, List<String> upstream) {}
}
