package io.vedette.node.command.pubsub;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.command.event.KeyspaceEvents;
import io.vedette.node.pubsub.ChannelKind;
import io.vedette.node.pubsub.ChannelName;
import io.vedette.node.pubsub.PubSubFrames;
import io.vedette.node.pubsub.SubscriberIndex;
import io.vedette.node.pubsub.Subscriptions;
import io.vedette.protocol.resp.ReplyBuffer;

/** The subscribers of one copy. Confined to the shard's thread. */
public final class PubSub implements KeyspaceEvents.Publisher {
  private static final int KEPT_FRAME_BYTES = 64 * 1024;

  private final Server server;
  private final SubscriberIndex<Session> index = new SubscriberIndex<>();
  private final ReplyBuffer frame = new ReplyBuffer();

  /** Delivers through the server. */
  public PubSub(Server server) {
    this.server = server;
  }

  /** Who subscribed to what. */
  public SubscriberIndex<Session> index() {
    return index;
  }

  void subscribe(Session session, ChannelKind kind, ChannelName name) {
    if (session.subscriptions().add(kind, name)) {
      index.add(kind, name, session);
    }
    if (session.kind() == ClientKind.NORMAL) {
      session.kind(ClientKind.PUBSUB);
    }
  }

  void unsubscribe(Session session, ChannelKind kind, ChannelName name) {
    if (session.subscriptions().remove(kind, name)) {
      index.remove(kind, name, session);
    }
    if (session.kind() == ClientKind.PUBSUB && session.subscriptions().isEmpty()) {
      session.kind(ClientKind.NORMAL);
    }
  }

  /** Ends all subscriptions of a client, without a word to it. */
  public void leave(Session session) {
    Subscriptions own = session.subscriptions();
    if (!own.isEmpty()) {
      for (ChannelKind kind : ChannelKind.values()) {
        own.names(kind).forEach(name -> unsubscribe(session, kind, name));
      }
    }
  }

  /**
   * Hands a message to the subscribers of a channel.
   *
   * @return how many got it; a client counts once for each of its subscriptions
   */
  public int publish(
      ChannelKind kind, ChannelName channel, byte[] payload, int offset, int length) {
    int delivered =
        index.publish(
            kind,
            channel,
            new SubscriberIndex.Delivery<>() {
              private ChannelName encodedFor;
              private boolean encoded;

              @Override
              public void deliver(Session to, ChannelKind as, ChannelName pattern) {
                if (!encoded || encodedFor != pattern) {
                  encoded = true;
                  encodedFor = pattern;
                  frame.clear();
                  PubSubFrames.message(frame, as, pattern, channel, payload, offset, length);
                }
                // The two versions differ in the frame's type only.
                frame.bytes()[0] = (byte) (to.protocol() == 3 ? '>' : '*');
                server.push(to, frame.bytes(), 0, frame.size());
              }
            });
    if (frame.size() > KEPT_FRAME_BYTES) {
      frame.clear();
    }
    return delivered;
  }

  @Override
  public boolean hasListeners() {
    return !index.isDeaf();
  }

  @Override
  public void publish(byte[] channel, byte[] payload) {
    ChannelName name = ChannelName.of(channel, 0, channel.length);
    publish(ChannelKind.CHANNEL, name, payload, 0, payload.length);
  }

  /** Lines of INFO's section Stats. */
  public String infoFields() {
    return "pubsub_channels:%d\r\npubsub_patterns:%d\r\npubsubshard_channels:%d\r\n"
        .formatted(
            index.names(ChannelKind.CHANNEL),
            index.names(ChannelKind.PATTERN),
            index.names(ChannelKind.SHARD_CHANNEL));
  }
}
