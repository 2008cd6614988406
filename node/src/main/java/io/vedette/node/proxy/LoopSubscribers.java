package io.vedette.node.proxy;

import io.vedette.node.pubsub.ChannelKind;
import io.vedette.node.pubsub.ChannelName;
import io.vedette.node.pubsub.PubSubFrames;
import io.vedette.node.pubsub.SubscriberIndex;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The subscribers among an event loop's clients. A message is published at one shard, that of its
 * channel's slot, but whoever speaks to a shard directly may publish any channel there, and shards
 * tell events of their own keys: so channels and patterns are subscribed to at every shard, shard
 * channels at theirs. A client's subscription is confirmed when all shards have confirmed it. Pure.
 */
final class LoopSubscribers {
  /** Bytes that a subscriber may leave untaken; Redis's default for its class. */
  static final long MAX_UNTAKEN_BYTES = 32L << 20;

  private final ProxyCore core;
  private final SubscriberIndex<ProxySession> index = new SubscriberIndex<>();
  private final List<Subscribing> unconfirmed = new ArrayList<>();

  LoopSubscribers(ProxyCore core) {
    this.core = core;
  }

  /** Subscribes a client; its next commands wait until all shards have confirmed. */
  void subscribe(ProxySession session, ChannelKind kind, List<ChannelName> names) {
    Pending place = session.begin(Pending.Kind.READ, 0);
    Subscribing who = new Subscribing(session, place, kind, names, core.nowMs());
    session.subscribing = who;
    for (ChannelName name : names) {
      for (SubscriptionLane lane : lanes(kind, name)) {
        lane.want(kind, name, who);
      }
    }
    if (who.isConfirmed()) {
      complete(who);
    } else {
      unconfirmed.add(who);
      session.waitForAnswers();
      core.scheduleTick();
    }
  }

  private List<SubscriptionLane> lanes(ChannelKind kind, ChannelName name) {
    if (kind == ChannelKind.SHARD_CHANNEL) {
      byte[] bytes = name.bytes();
      int shard = core.routing().shardOf(bytes, 0, bytes.length);
      return List.of(core.shard(shard).subscriptions());
    }
    List<SubscriptionLane> all = new ArrayList<>();
    for (int i = 0; i < core.routing().shards(); i++) {
      all.add(core.shard(i).subscriptions());
    }
    return all;
  }

  /** A shard confirmed one of the names. */
  void confirmed(Subscribing who) {
    if (who.confirmed()) {
      unconfirmed.remove(who);
      complete(who);
    }
  }

  private void complete(Subscribing who) {
    ProxySession session = who.session;
    session.subscribing = null;
    ReplyBuffer out = core.scratch();
    out.clear();
    out.protocol(session.protocol());
    for (ChannelName name : who.names) {
      if (session.subscriptions.add(who.kind, name)) {
        index.add(who.kind, name, session);
      }
      PubSubFrames.subscribed(out, who.kind, name, session.subscriptions.told(who.kind));
    }
    session.info().subscribed(session.subscriptions);
    // Confirmations reach the client in any reply mode.
    who.place.muted = false;
    session.onReply(who.place, out.bytes(), 0, out.size());
    out.clear();
  }

  /** Ends subscriptions of a client; without names all of the kind. The frames are the reply. */
  void unsubscribe(
      ProxySession session, ChannelKind kind, List<ChannelName> names, ReplyBuffer out) {
    List<ChannelName> ending = names.isEmpty() ? session.subscriptions.names(kind) : names;
    if (ending.isEmpty()) {
      PubSubFrames.unsubscribed(out, kind, null, session.subscriptions.told(kind));
    }
    for (ChannelName name : ending) {
      end(session, kind, name);
      PubSubFrames.unsubscribed(out, kind, name, session.subscriptions.told(kind));
    }
    session.info().subscribed(session.subscriptions);
  }

  private void end(ProxySession session, ChannelKind kind, ChannelName name) {
    if (session.subscriptions.remove(kind, name) && index.remove(kind, name, session)) {
      lanes(kind, name).forEach(lane -> lane.drop(kind, name));
    }
  }

  /** The client left, or was reset. */
  void leave(ProxySession session) {
    if (session.subscribing != null) {
      giveUp(session.subscribing);
    }
    if (!session.subscriptions.isEmpty()) {
      for (ChannelKind kind : ChannelKind.values()) {
        session.subscriptions.names(kind).forEach(name -> end(session, kind, name));
      }
      session.info().subscribed(session.subscriptions);
    }
  }

  private void giveUp(Subscribing who) {
    unconfirmed.remove(who);
    who.session.subscribing = null;
    for (ChannelName name : who.names) {
      for (SubscriptionLane lane : lanes(who.kind, name)) {
        lane.forget(who.kind, name, who);
        if (index.subscribers(who.kind, name) == 0) {
          lane.drop(who.kind, name);
        }
      }
    }
  }

  /** There may be shards that were not there before. */
  void onTopology() {
    for (ChannelKind kind : ChannelKind.values()) {
      for (ChannelName name : index.allNames(kind)) {
        lanes(kind, name).forEach(lane -> lane.want(kind, name, null));
      }
    }
  }

  /** Time passed: who waited too long is refused. Answers whether it wants to be told again. */
  boolean tick() {
    long timeoutMs = core.parking().timeoutMs();
    for (Subscribing who : List.copyOf(unconfirmed)) {
      if (core.nowMs() - who.sinceMs >= timeoutMs) {
        giveUp(who);
        byte[] error =
            ("-MASTERDOWN Not all shards could be reached for "
                    + timeoutMs
                    + " ms: the command was not executed.\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        who.session.onReply(who.place, error, 0, error.length);
      }
    }
    return !unconfirmed.isEmpty();
  }

  /**
   * Hands a message to its subscribers.
   *
   * @param name of the channel or the pattern that the shard was asked for
   * @param bytes the frame, whose first byte is changed for clients that speak RESP2
   */
  void deliver(ChannelKind kind, ChannelName name, byte[] bytes, int from, int to) {
    index.forEach(
        kind,
        name,
        session -> {
          bytes[from] = (byte) (session.protocol() == 3 ? '>' : '*');
          session.push(bytes, from, to);
        });
  }
}
