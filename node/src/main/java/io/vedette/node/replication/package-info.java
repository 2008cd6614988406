/**
 * Replication of one shard copy, its two ends named apart.
 *
 * <p>At the master's end: {@link io.vedette.node.replication.PsyncDecision} (continue or begin
 * anew), {@link io.vedette.node.replication.ReplicaProgress} (how far a replica is), {@link
 * io.vedette.node.replication.SnapshotTransfer} (one snapshot for all that wait for one), {@link
 * io.vedette.node.replication.Waiters} (WAIT), and the {@code ReplicaLink} actor that feeds one
 * replica. At the replica's end: {@link io.vedette.node.replication.MasterHandshake}, {@link
 * io.vedette.node.replication.StreamApplier}, and the {@code MasterLink} actor that owns the
 * connection. {@link io.vedette.node.replication.Replication} ties them to a copy's role and is
 * what the shard talks to.
 *
 * <p>Everything but the two links is pure: time and randomness come in as arguments.
 */
package io.vedette.node.replication;
