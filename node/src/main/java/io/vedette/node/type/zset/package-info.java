/**
 * Sorted sets: members ordered by score, then by their bytes. A listpack while small; beyond {@code
 * zset-max-listpack-entries} and {@code zset-max-listpack-value} a table that finds the score of a
 * member and a tree that knows ranks, which share one array for each member.
 *
 * <p>Every kind of range is first turned into ranks, {@link io.vedette.node.type.zset.RankRange};
 * what reads, counts, stores or removes a range knows ranks only.
 */
package io.vedette.node.type.zset;
