/**
 * HyperLogLog: an estimate of how many different elements were added, in at most 12 KB.
 *
 * <p>Kept as strings, byte for byte as Redis keeps them: a header of 16 bytes and 16384 registers,
 * run-length encoded while that is short. Format: {@code hyperloglog.c} of Redis 7.2. Estimate:
 * Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", 2017.
 */
package io.vedette.node.type.hyperloglog;
