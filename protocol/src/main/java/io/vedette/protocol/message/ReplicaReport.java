package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;

/**
 * A connected replica as its master sees it.
 *
 * @param endpoint its RESP endpoint as it announced it
 * @param ackedOffset last offset it acknowledged, in bytes
 * @param online true once it has received the full data set
 */
public record ReplicaReport(Endpoint endpoint, long ackedOffset, boolean online) {}
