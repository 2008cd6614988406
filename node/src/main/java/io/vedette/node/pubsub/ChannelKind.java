package io.vedette.node.pubsub;

import java.nio.charset.StandardCharsets;

/** The three name spaces of publish and subscribe, which know nothing of each other. */
public enum ChannelKind {
  /** Channels by their exact names. */
  CHANNEL("subscribe", "unsubscribe", "message"),

  /** Glob patterns of channel names. */
  PATTERN("psubscribe", "punsubscribe", "pmessage"),

  /** Channels that belong to the shard of their name's slot. */
  SHARD_CHANNEL("ssubscribe", "sunsubscribe", "smessage");

  private final byte[] subscribe;
  private final byte[] unsubscribe;
  private final byte[] message;

  ChannelKind(String subscribe, String unsubscribe, String message) {
    this.subscribe = subscribe.getBytes(StandardCharsets.US_ASCII);
    this.unsubscribe = unsubscribe.getBytes(StandardCharsets.US_ASCII);
    this.message = message.getBytes(StandardCharsets.US_ASCII);
  }

  byte[] subscribeWord() {
    return subscribe;
  }

  byte[] unsubscribeWord() {
    return unsubscribe;
  }

  byte[] messageWord() {
    return message;
  }
}
