package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Version;

/**
 * Sentinel to the leader: the answer to {@link Propose}, sent after it is on disk.
 *
 * @param version of the proposal
 * @param granted false while the sender holds a lease promise to a master that the proposal
 *     replaces, and for ever when its epoch is higher
 * @param epoch the sender's current epoch
 */
public record Accepted(Endpoint from, Version version, boolean granted, long epoch)
    implements ToSentinel {}
