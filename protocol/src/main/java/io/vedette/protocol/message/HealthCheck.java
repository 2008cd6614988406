package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;

/**
 * Sentinel to a node, for one copy: asks for a {@link HealthReport}, and renews the sender's part
 * of the master's lease.
 *
 * @param seq grows by one with each check of this sentinel for this copy; the report repeats it
 * @param epoch epoch of the shard's master as the sender has accepted it; a grant counts only at a
 *     master appointed in exactly this epoch
 * @param leaseEchoMs {@link HealthReport#clockMs} of the last report received, or -1 for no grant
 * @param leaseMs the grant lasts until leaseEchoMs + leaseMs on the copy's own clock
 */
public record HealthCheck(
    Endpoint from, String shard, long seq, long epoch, long leaseEchoMs, int leaseMs)
    implements ToMember {}
