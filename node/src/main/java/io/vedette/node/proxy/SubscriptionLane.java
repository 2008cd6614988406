package io.vedette.node.proxy;

import io.vedette.node.pubsub.ChannelKind;
import io.vedette.node.pubsub.ChannelName;
import io.vedette.node.pubsub.PubSubFrames;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one connection over which an event loop hears the messages of a shard, for all of its clients
 * together. It is made when a client first wants to hear something, and follows the shard's master:
 * after a failover it subscribes again to all that is wanted. Pure; confined to its event loop.
 *
 * <p>Messages come as push frames of RESP3, so that they are told from errors.
 */
final class SubscriptionLane implements LinkOwner {
  private record Key(ChannelKind kind, ChannelName name) {}

  /** What is known of a name: it is wanted, or its last confirmations are still to come. */
  private static final class Wish {
    boolean wanted;
    boolean confirmed;
    int confirmationsToCome;
    final List<Subscribing> waiting = new ArrayList<>(1);
  }

  private final ProxyCore core;
  private final ShardState shard;
  private final Map<Key, Wish> wishes = new LinkedHashMap<>();
  private final ReplyBuffer outgoing = new ReplyBuffer();
  private final LaneRetry retry = new LaneRetry();
  private ShardLane.State state = ShardLane.State.DOWN;
  private ShardLink link;
  private long connectingSinceMs;

  SubscriptionLane(ProxyCore core, ShardState shard) {
    this.core = core;
    this.shard = shard;
  }

  @Override
  public ShardState shard() {
    return shard;
  }

  @Override
  public int protocol() {
    return 3;
  }

  /**
   * Subscribes to a name, unless that is done.
   *
   * @param who is to be told when the shard has confirmed it; null for nobody
   */
  void want(ChannelKind kind, ChannelName name, Subscribing who) {
    Wish wish = wishes.computeIfAbsent(new Key(kind, name), key -> new Wish());
    if (!wish.wanted) {
      wish.wanted = true;
      if (state == ShardLane.State.READY) {
        subscribe(kind, name, wish);
      }
      core.scheduleFlush();
    }
    if (who != null && !wish.confirmed) {
      who.awaits();
      wish.waiting.add(who);
    }
  }

  /** A client does not wait for the confirmation any more. */
  void forget(ChannelKind kind, ChannelName name, Subscribing who) {
    Wish wish = wishes.get(new Key(kind, name));
    if (wish != null) {
      wish.waiting.remove(who);
    }
  }

  /** Ends the subscription to a name unless somebody waits for it; no client has it any more. */
  void drop(ChannelKind kind, ChannelName name) {
    Key key = new Key(kind, name);
    Wish wish = wishes.get(key);
    if (wish == null || !wish.wanted || !wish.waiting.isEmpty()) {
      return;
    }
    wish.wanted = false;
    wish.confirmed = false;
    if (state == ShardLane.State.READY) {
      PubSubFrames.unsubscribe(outgoing, kind, name);
      core.scheduleFlush();
    }
    if (wish.confirmationsToCome == 0) {
      wishes.remove(key);
    }
  }

  private void subscribe(ChannelKind kind, ChannelName name, Wish wish) {
    wish.confirmationsToCome++;
    PubSubFrames.subscribe(outgoing, kind, name);
  }

  /** Ends a loop iteration: connects if there is a reason to, and sends what has gathered. */
  void flush() {
    if (state == ShardLane.State.DOWN && !wishes.isEmpty()) {
      connectIfDue();
      core.scheduleTick();
    } else if (state == ShardLane.State.READY && !outgoing.isEmpty()) {
      link.write(outgoing.bytes(), 0, outgoing.size());
      link.flush();
      outgoing.clear();
    }
  }

  private void connectIfDue() {
    if (shard.target() != null && retry.isDue(core.nowMs())) {
      state = ShardLane.State.CONNECTING;
      connectingSinceMs = core.nowMs();
      link = core.connect(this);
    }
  }

  /** Time passed; answers whether it wants to be told again. */
  boolean tick() {
    if (state == ShardLane.State.CONNECTING
        && core.nowMs() - connectingSinceMs > ShardLane.CONNECT_TIMEOUT_MS) {
      ShardLink old = link;
      onConnectFailed(old);
      old.close();
    }
    flush();
    return state != ShardLane.State.READY && !wishes.isEmpty();
  }

  /** Another master, or another epoch of it, was appointed. */
  void onTarget() {
    ShardLink old = link;
    lose();
    if (old != null) {
      old.close();
    }
    retry.succeeded();
    retry.atOnce();
    core.scheduleFlush();
  }

  /** The shard is not in the topology any more: there is nothing to confirm. */
  void close() {
    List<Subscribing> waiting = new ArrayList<>();
    wishes.values().forEach(wish -> waiting.addAll(wish.waiting));
    wishes.clear();
    onTarget();
    waiting.forEach(who -> core.subscribers().confirmed(who));
  }

  private void lose() {
    state = ShardLane.State.DOWN;
    link = null;
    outgoing.clear();
    wishes.values().removeIf(wish -> !wish.wanted);
    for (Wish wish : wishes.values()) {
      wish.confirmed = false;
      wish.confirmationsToCome = 0;
    }
  }

  @Override
  public void onReady(ShardLink which) {
    if (which != link || state != ShardLane.State.CONNECTING) {
      which.close();
      return;
    }
    state = ShardLane.State.READY;
    wishes.forEach((key, wish) -> subscribe(key.kind, key.name, wish));
    core.scheduleFlush();
  }

  @Override
  public void onConnectFailed(ShardLink which) {
    if (which == link && state == ShardLane.State.CONNECTING) {
      lose();
      retry.failed(core.nowMs());
      core.scheduleTick();
    }
  }

  @Override
  public void onLinkLost(ShardLink which) {
    if (which == link && link != null) {
      lose();
      // A shard that refuses to talk to us would be asked for ever without a pause.
      retry.failed(core.nowMs());
      core.scheduleTick();
    }
  }

  @Override
  public void onProgress() {
    // Nothing is owed here at any time.
  }

  @Override
  public boolean onReply(byte[] bytes, int from, int to) {
    PushFrame frame = PushFrame.parse(bytes, from, to);
    if (frame == null) {
      return false;
    }
    switch (frame.event()) {
      case MESSAGE -> core.subscribers().deliver(frame.kind(), frame.name(), bytes, from, to);
      case SUBSCRIBED -> onConfirmed(new Key(frame.kind(), frame.name()));
      case UNSUBSCRIBED -> {}
    }
    return true;
  }

  private void onConfirmed(Key key) {
    Wish wish = wishes.get(key);
    if (wish == null || --wish.confirmationsToCome > 0) {
      return;
    }
    if (!wish.wanted) {
      wishes.remove(key);
      return;
    }
    retry.succeeded();
    wish.confirmed = true;
    List<Subscribing> waiting = List.copyOf(wish.waiting);
    wish.waiting.clear();
    waiting.forEach(who -> core.subscribers().confirmed(who));
  }
}
