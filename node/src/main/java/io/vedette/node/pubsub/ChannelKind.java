package io.vedette.node.pubsub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

  /** Whether the word begins a message. */
  public boolean isMessage(byte[] bytes, int offset, int length) {
    return is(message, bytes, offset, length);
  }

  /** Whether the word begins the confirmation of a subscription. */
  public boolean isSubscribe(byte[] bytes, int offset, int length) {
    return is(subscribe, bytes, offset, length);
  }

  /** Whether the word begins the confirmation of a subscription's end. */
  public boolean isUnsubscribe(byte[] bytes, int offset, int length) {
    return is(unsubscribe, bytes, offset, length);
  }

  private static boolean is(byte[] word, byte[] bytes, int offset, int length) {
    return Arrays.equals(word, 0, word.length, bytes, offset, offset + length);
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
