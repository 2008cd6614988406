package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Topology;

/**
 * Sentinel to nodes, proxies and other sentinels: this topology is committed (a majority of
 * sentinels has it on disk). A receiver that knows the same or a newer version ignores it.
 */
public record TopologyUpdate(Endpoint from, Topology topology) implements ToSentinel, ToMember {}
