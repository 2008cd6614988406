/**
 * Snapshots as files: {@link io.vedette.node.persistence.snapshot.FileSnapshots} walks the key
 * space between the clients' batches, {@link
 * io.vedette.node.persistence.snapshot.SnapshotFileActor} compresses, sums up, writes and syncs on
 * another thread, beside the target, and renames at the end.
 */
package io.vedette.node.persistence.snapshot;
