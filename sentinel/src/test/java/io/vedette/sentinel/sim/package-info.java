/**
 * A deterministic simulation: real sentinel cores, model copies and clients, on a seeded network
 * with crashes, pauses and partitions, in one thread and on virtual time. Invariants are checked
 * after every event.
 */
package io.vedette.sentinel.sim;
