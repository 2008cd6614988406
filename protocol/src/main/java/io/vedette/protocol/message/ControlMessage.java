package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;

/** Any message of the control plane. Delivery is at most once, in order between two processes. */
public sealed interface ControlMessage extends WireMessage permits ToSentinel, ToMember {
  /** Control address of the sender; a reply goes there. */
  Endpoint from();
}
