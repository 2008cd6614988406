package io.vedette.node.replication;

import io.vedette.protocol.topology.Endpoint;

/**
 * What one link to a master is to do.
 *
 * @param number marks the events of the link
 * @param askId history to continue, or {@link PsyncDecision#NO_HISTORY}
 * @param askOffset byte wanted next, counted from 1; -1 without a history
 * @param takeOver ask the other copy to become the master first, as FAILOVER does
 * @param timeoutMs silence after which the master counts as gone, {@code repl-timeout}
 */
public record MasterTarget(
    int number,
    Endpoint master,
    HandshakeSettings settings,
    String askId,
    long askOffset,
    boolean takeOver,
    long timeoutMs) {}
