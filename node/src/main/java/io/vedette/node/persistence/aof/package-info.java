/**
 * The append-only file: {@link io.vedette.node.persistence.aof.AppendOnly} decides on the shard's
 * thread what is written and synced when, {@link io.vedette.node.persistence.aof.AofActor} does it
 * on a thread of its own. The file is the replication log, byte for byte, with checksums in between
 * ({@link io.vedette.protocol.aof}).
 */
package io.vedette.node.persistence.aof;
