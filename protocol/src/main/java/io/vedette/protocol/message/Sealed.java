package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;

/**
 * Node to the leader, for one copy: the answer to {@link Seal}.
 *
 * @param epoch highest epoch this copy has promised; the seal was refused when it is higher than
 *     asked
 * @param asked epoch of the seal that it answers
 * @param priority replica-priority; 0 is never promoted
 */
public record Sealed(
    Endpoint from,
    String shard,
    String node,
    long incarnation,
    long epoch,
    long asked,
    CopyRole role,
    Progress progress,
    int priority)
    implements ToSentinel {}
