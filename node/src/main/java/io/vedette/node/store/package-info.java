/**
 * The key space of one shard copy: entries, their hash tables, expiry, scans, snapshots and watched
 * keys.
 *
 * <p>A {@link io.vedette.node.store.Keyspace} has numbered {@link io.vedette.node.store.Database}s.
 * The entries of a database lie in an extendible hash table whose segments are the unit of
 * everything that must not stop the shard: growth splits one segment, active expiry visits one
 * segment, a snapshot serializes one segment.
 *
 * <p>Pure and confined to one thread: time, randomness and seeds come from outside.
 */
package io.vedette.node.store;
