package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;

/**
 * Leader of an epoch to a copy: fence everything older. The copy records the epoch unless it has
 * promised a later one, and answers {@link Sealed} at once, also to a repeated seal, with its
 * progress of that moment. From then on it refuses streams of masters of older epochs; as a master
 * it accepts no write any more until a topology appoints it in this epoch or a later one. The
 * promise is released only by a topology whose shard epoch is at least this one.
 *
 * @param epoch of the sender's leadership
 * @param handover the master is alive and hands over: replicas keep their link until the topology
 *     changes, and the master goes on streaming what it has already accepted. Otherwise a replica
 *     cuts its link before it answers.
 */
public record Seal(Endpoint from, String shard, long epoch, boolean handover) implements ToMember {}
