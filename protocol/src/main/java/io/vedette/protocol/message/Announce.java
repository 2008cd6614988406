package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Version;

/**
 * Node or proxy to every sentinel, at start, every second, and when something in it changes. A
 * sentinel that knows a newer committed topology answers with {@link TopologyUpdate}.
 *
 * @param database name of the database; sentinels of another one ignore the message
 * @param role {@link Role#NODE} or {@link Role#PROXY}
 * @param incarnation random, fixed for the life of the process
 * @param host under which clients reach its RESP ports
 * @param port a node's port-base (copy of the k-th shard on port + k), a proxy's client port
 * @param pid operating system process id, for status displays
 * @param known version of the newest topology it has received
 */
public record Announce(
    Endpoint from,
    String database,
    Role role,
    String name,
    long incarnation,
    String host,
    int port,
    long pid,
    Version known)
    implements ToSentinel {}
