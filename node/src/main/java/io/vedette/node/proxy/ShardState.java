package io.vedette.node.proxy;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** What one event loop knows of one shard: its master, and the lanes towards it. */
final class ShardState {
  /** Most lanes that clients with watched keys may hold at a time, per shard and event loop. */
  static final int MAX_WATCH_LANES = 256;

  private static final int MAX_IDLE_WATCH_LANES = 16;

  private final ProxyCore core;
  private final String name;
  private final int index;
  private final ShardLane[] shared = new ShardLane[2];
  private final ArrayDeque<ShardLane> idleWatchLanes = new ArrayDeque<>();
  private final Set<ShardLane> watchLanes = new HashSet<>();
  private final SubscriptionLane subscriptions;
  private ShardTarget target;

  /** Counts lost connections: a write of an earlier generation cannot be confirmed any more. */
  long generation = 1;

  ShardState(ProxyCore core, String name, int index) {
    this.core = core;
    this.name = name;
    this.index = index;
    shared[0] = new ShardLane(core, this, 2);
    shared[1] = new ShardLane(core, this, 3);
    subscriptions = new SubscriptionLane(core, this);
  }

  String name() {
    return name;
  }

  /** Its place in the topology. */
  int index() {
    return index;
  }

  /** Where its master is; null while unknown. */
  ShardTarget target() {
    return target;
  }

  void target(ShardTarget now) {
    if (now.equals(target)) {
      return;
    }
    target = now;
    for (ShardLane lane : shared) {
      lane.onTarget();
    }
    for (ShardLane lane : watchLanes.toArray(ShardLane[]::new)) {
      lane.onTarget();
    }
    subscriptions.onTarget();
  }

  /** The lane that all clients of a RESP version share. */
  ShardLane lane(int protocol) {
    return shared[protocol - 2];
  }

  /** The lane over which all clients hear messages. */
  SubscriptionLane subscriptions() {
    return subscriptions;
  }

  /** A lane for one client that watches keys; null when too many have one. */
  ShardLane takeWatchLane(int protocol) {
    for (ShardLane lane : idleWatchLanes) {
      if (lane.protocol() == protocol) {
        idleWatchLanes.remove(lane);
        return lane;
      }
    }
    if (watchLanes.size() >= MAX_WATCH_LANES) {
      return null;
    }
    ShardLane lane = new ShardLane(core, this, protocol);
    watchLanes.add(lane);
    return lane;
  }

  /** The client watches nothing any more and all of its commands on this lane are answered. */
  void giveWatchLane(ShardLane lane) {
    lane.forgetWatch();
    if (idleWatchLanes.size() < MAX_IDLE_WATCH_LANES) {
      idleWatchLanes.add(lane);
    } else {
      dropWatchLane(lane);
    }
  }

  /** The client left while it watched: only closing the connection makes the shard forget. */
  void dropWatchLane(ShardLane lane) {
    watchLanes.remove(lane);
    lane.close(LaneErrors.parkedTooLong(name, 0));
  }

  /** Commands in flight or parked, over all lanes. */
  int load() {
    int load = 0;
    for (ShardLane lane : shared) {
      load += lane.awaited() + lane.unsent();
    }
    for (ShardLane lane : watchLanes) {
      load += lane.awaited() + lane.unsent();
    }
    return load;
  }

  /** A client is gone, and waits for nothing any more. */
  void forgetWaits(ProxySession gone) {
    for (ShardLane lane : shared) {
      lane.forgetWaits(gone);
    }
  }

  /** Asks idle connections for a sign of life. */
  void probe() {
    for (ShardLane lane : shared) {
      lane.probe();
    }
  }

  /** Time passed; answers whether it wants to be told again. */
  boolean tick() {
    boolean again = subscriptions.tick();
    for (ShardLane lane : shared) {
      again |= tick(lane);
    }
    for (ShardLane lane : watchLanes.toArray(ShardLane[]::new)) {
      again |= tick(lane);
    }
    return again;
  }

  private static boolean tick(ShardLane lane) {
    if (lane.needsTick()) {
      lane.tick();
    }
    return lane.needsTick();
  }

  /** The shard is not in the topology any more. */
  void close(String error) {
    for (ShardLane lane : shared) {
      lane.close(error);
    }
    for (ShardLane lane : watchLanes) {
      lane.close(error);
    }
    subscriptions.close();
  }
}
