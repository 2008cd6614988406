package io.vedette.node.shard;

import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.topology.Endpoint;

/** Sends messages of the control plane; never blocks, never fails: delivery is at most once. */
@FunctionalInterface
public interface ControlOutbox {
  /** Sends to the sentinel at a control address. */
  void send(Endpoint sentinel, ToSentinel message);
}
