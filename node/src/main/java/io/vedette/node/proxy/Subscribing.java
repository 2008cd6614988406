package io.vedette.node.proxy;

import io.vedette.node.pubsub.ChannelKind;
import io.vedette.node.pubsub.ChannelName;
import java.util.List;

/**
 * A subscription of a client that some shards have not confirmed yet. Confined to its event loop.
 */
final class Subscribing {
  final ProxySession session;
  final Pending place;
  final ChannelKind kind;
  final List<ChannelName> names;
  final long sinceMs;

  /** Confirmations to come, one for each name and shard. */
  private int missing;

  Subscribing(
      ProxySession session,
      Pending place,
      ChannelKind kind,
      List<ChannelName> names,
      long sinceMs) {
    this.session = session;
    this.place = place;
    this.kind = kind;
    this.names = names;
    this.sinceMs = sinceMs;
  }

  void awaits() {
    missing++;
  }

  /** A shard confirmed a name; says whether that was the last one. */
  boolean confirmed() {
    return --missing == 0;
  }

  boolean isConfirmed() {
    return missing == 0;
  }
}
