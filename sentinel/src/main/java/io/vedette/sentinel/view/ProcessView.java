package io.vedette.sentinel.view;

import io.vedette.protocol.message.Role;
import io.vedette.protocol.topology.Endpoint;

/**
 * A process of the database as this sentinel knows it.
 *
 * @param endpoint a node's host and port-base, a proxy's client port, a sentinel's API
 * @param alive heard of within the last three seconds
 */
public record ProcessView(
    Role role, String name, long pid, Endpoint control, Endpoint endpoint, boolean alive) {}
