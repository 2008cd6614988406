/**
 * Snapshots of a key space as RDB: one mechanism for full resyncs, for saving and for rewriting. A
 * snapshot is walked in slices between batches and costs no copy of the data.
 */
package io.vedette.node.persistence;
