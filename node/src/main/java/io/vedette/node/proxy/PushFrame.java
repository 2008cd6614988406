package io.vedette.node.proxy;

import io.vedette.node.pubsub.ChannelKind;
import io.vedette.node.pubsub.ChannelName;

/**
 * What a shard tells a subscriber.
 *
 * @param name of the channel; of the pattern if that is the kind
 */
record PushFrame(Event event, ChannelKind kind, ChannelName name) {
  enum Event {
    MESSAGE,
    SUBSCRIBED,
    UNSUBSCRIBED
  }

  /** Reads a complete frame; null if it is another one, or no frame. */
  static PushFrame parse(byte[] bytes, int from, int to) {
    if (bytes[from] != '>' || Gather.numberOf(bytes, from) < 3) {
      return null;
    }
    int word = Gather.afterLine(bytes, from);
    int name = end(bytes, word);
    if (bytes[word] != '$' || bytes[name] != '$') {
      return null;
    }
    for (ChannelKind kind : ChannelKind.values()) {
      Event event = event(kind, bytes, word);
      if (event != null) {
        int start = Gather.afterLine(bytes, name);
        int length = (int) Gather.numberOf(bytes, name);
        return new PushFrame(event, kind, ChannelName.of(bytes, start, length));
      }
    }
    return null;
  }

  private static Event event(ChannelKind kind, byte[] bytes, int element) {
    int start = Gather.afterLine(bytes, element);
    int length = (int) Gather.numberOf(bytes, element);
    if (kind.isMessage(bytes, start, length)) {
      return Event.MESSAGE;
    } else if (kind.isSubscribe(bytes, start, length)) {
      return Event.SUBSCRIBED;
    }
    return kind.isUnsubscribe(bytes, start, length) ? Event.UNSUBSCRIBED : null;
  }

  private static int end(byte[] bytes, int element) {
    return Gather.afterLine(bytes, element) + (int) Gather.numberOf(bytes, element) + 2;
  }
}
