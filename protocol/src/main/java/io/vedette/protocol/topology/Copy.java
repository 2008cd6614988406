package io.vedette.protocol.topology;

import java.util.Objects;

/**
 * One copy of a shard. Its identity is the shard and the node's name; the addresses are attributes.
 *
 * @param node name of the node process that hosts it
 * @param endpoint where this copy speaks RESP
 * @param control control address of the node
 */
public record Copy(String node, Endpoint endpoint, Endpoint control) {
  public Copy {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(control, "control");
  }
}
