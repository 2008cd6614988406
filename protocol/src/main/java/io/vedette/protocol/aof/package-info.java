/**
 * The append only file on disk, without files: the manifest, the annotations, and a reader of one
 * increment that hands out only what can be trusted.
 *
 * <p>Format: Redis 7's multi-part AOF. An increment is the replication stream byte for byte, with
 * annotation lines between commands that Redis skips. Ours say which stream offset the bytes stand
 * at and carry a checksum of every block that was written, so that a bit that flipped on disk is
 * noticed, and so that a tail that a power cut tore is told apart from damage.
 */
package io.vedette.protocol.aof;
