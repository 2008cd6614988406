package io.vedette.node.pubsub;

import io.vedette.protocol.resp.ReplyBuffer;

/**
 * What subscribers are sent: in RESP3 push frames, in RESP2 arrays with the same elements. The
 * buffer's version decides.
 */
public final class PubSubFrames {
  private PubSubFrames() {}

  /** Asks for a subscription. */
  public static void subscribe(ReplyBuffer out, ChannelKind kind, ChannelName name) {
    out.array(2);
    out.bulk(kind.subscribeWord());
    out.bulk(name.bytes());
  }

  /** Asks for the end of a subscription. */
  public static void unsubscribe(ReplyBuffer out, ChannelKind kind, ChannelName name) {
    out.array(2);
    out.bulk(kind.unsubscribeWord());
    out.bulk(name.bytes());
  }

  /** Confirms a subscription; the count is that after it. */
  public static void subscribed(ReplyBuffer out, ChannelKind kind, ChannelName name, int count) {
    out.push(3);
    out.bulk(kind.subscribeWord());
    out.bulk(name.bytes());
    out.integer(count);
  }

  /** Confirms the end of a subscription; the name is null if there was nothing to end. */
  public static void unsubscribed(ReplyBuffer out, ChannelKind kind, ChannelName name, int count) {
    out.push(3);
    out.bulk(kind.unsubscribeWord());
    if (name == null) {
      out.nullBulk();
    } else {
      out.bulk(name.bytes());
    }
    out.integer(count);
  }

  /**
   * A message.
   *
   * @param pattern that matched; null unless the kind is {@link ChannelKind#PATTERN}
   */
  public static void message(
      ReplyBuffer out,
      ChannelKind kind,
      ChannelName pattern,
      ChannelName channel,
      byte[] payload,
      int offset,
      int length) {
    out.push(pattern == null ? 3 : 4);
    out.bulk(kind.messageWord());
    if (pattern != null) {
      out.bulk(pattern.bytes());
    }
    out.bulk(channel.bytes());
    out.bulk(payload, offset, length);
  }
}
