package io.vedette.node.proxy;

import io.vedette.protocol.topology.Endpoint;

/**
 * Where the master of a shard is.
 *
 * @param shard the shard's name
 * @param endpoint its RESP port
 * @param epoch the epoch in which it was appointed
 * @param incarnation of the process that was appointed
 */
record ShardTarget(String shard, Endpoint endpoint, long epoch, long incarnation) {}
