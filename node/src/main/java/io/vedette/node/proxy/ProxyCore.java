package io.vedette.node.proxy;

import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One event loop's part of the proxy: the shards with their lanes, and what sessions and lanes
 * share. Pure: bytes, time and topology come in by calls, and go out through {@link Shell} and the
 * links.
 *
 * <p>Work is collected while the loop handles what it read; {@link #flush} at the end of the
 * iteration sends each lane's commands in one write, and lets sessions go on that had to pause.
 */
final class ProxyCore {
  /** What the core asks of the event loop around it. */
  interface Shell {
    /** Begins to connect a lane to its shard's target; the outcome is reported to the lane. */
    ShardLink connect(LinkOwner lane);

    /** Wants {@link ProxyCore#flush} called at the end of this loop iteration. */
    void scheduleFlush();

    /** Wants {@link ProxyCore#tick} called in a few milliseconds. */
    void scheduleTick();

    /** Wall clock, microseconds since 1970. */
    long wallMicros();

    /** A random number from 0 below the bound. */
    int randomBelow(int bound);
  }

  private static final byte[] NULL_ARRAY_2 = "*-1\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL_3 = "_\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ProxyConfig config;
  private final Shell shell;
  private final Parking parking;
  private final Pending.Pool pool = new Pending.Pool();
  private final ReplyBuffer scratch = new ReplyBuffer();
  private final ReplyBuffer request = new ReplyBuffer();
  private final LoopSubscribers subscribers = new LoopSubscribers(this);

  private Routing routing = new Routing(Topology.none());
  private ShardState[] shards = {};
  private List<ShardLane> dirty = new ArrayList<>();
  private List<ShardLane> flushing = new ArrayList<>();
  private List<ProxySession> paused = new ArrayList<>();
  private long nowMs;
  private long lastWaitId;

  ProxyCore(ProxyConfig config, Shell shell) {
    this.config = config;
    this.shell = shell;
    this.parking = new Parking(config.parkMaxBytes() / config.eventLoops(), config.parkTimeoutMs());
  }

  ProxyConfig config() {
    return config;
  }

  Parking parking() {
    return parking;
  }

  Pending.Pool pool() {
    return pool;
  }

  /** For one reply at a time; cleared by whoever takes it. */
  ReplyBuffer scratch() {
    return scratch;
  }

  /** For one request to a shard at a time; cleared by whoever takes it. */
  ReplyBuffer request() {
    return request;
  }

  /** The subscribers among the clients. */
  LoopSubscribers subscribers() {
    return subscribers;
  }

  Routing routing() {
    return routing;
  }

  ShardState shard(int index) {
    return shards[index];
  }

  /** Monotonic milliseconds, as of the last {@link #clock}. */
  long nowMs() {
    return nowMs;
  }

  /** Says what time it is; before anything else in a loop iteration. */
  void clock(long monotonicMs) {
    nowMs = monotonicMs;
  }

  long nextWaitId() {
    return ++lastWaitId;
  }

  /** A newer topology: lanes to masters that changed are redirected. */
  void onTopology(Topology topology) {
    if (!topology.version().isNewerThan(routing.topology().version())) {
      return;
    }
    routing = new Routing(topology);
    Map<String, ShardState> old = new HashMap<>();
    for (ShardState shard : shards) {
      old.put(shard.name(), shard);
    }
    shards = new ShardState[topology.shards().size()];
    for (int i = 0; i < shards.length; i++) {
      Shard shard = topology.shards().get(i);
      ShardState known = old.remove(shard.name());
      shards[i] = known != null ? known : new ShardState(this, shard.name(), i);
      shards[i].target(
          new ShardTarget(
              shard.name(),
              shard.masterCopy().endpoint(),
              shard.epoch(),
              shard.masterIncarnation()));
    }
    for (ShardState gone : old.values()) {
      gone.close("MASTERDOWN " + gone.name() + " is not part of the database any more.");
    }
    subscribers.onTopology();
    shell.scheduleFlush();
  }

  ShardLink connect(LinkOwner lane) {
    return shell.connect(lane);
  }

  int randomBelow(int bound) {
    return shell.randomBelow(bound);
  }

  /** Wall clock, microseconds since 1970. */
  long wallMicros() {
    return shell.wallMicros();
  }

  void scheduleFlush() {
    shell.scheduleFlush();
  }

  void scheduleTick() {
    shell.scheduleTick();
  }

  /** The lane has something to send at the end of the iteration. */
  void dirty(ShardLane lane) {
    if (!lane.dirty) {
      lane.dirty = true;
      dirty.add(lane);
      shell.scheduleFlush();
    }
  }

  /** The session may go on with commands that it had to leave. */
  void resumeLater(ProxySession session) {
    paused.add(session);
    shell.scheduleFlush();
  }

  /** Ends a loop iteration: paused sessions go on, and every lane sends what it got. */
  void flush() {
    if (!paused.isEmpty()) {
      List<ProxySession> resuming = paused;
      paused = new ArrayList<>();
      for (ProxySession session : resuming) {
        session.resume();
      }
    }
    List<ShardLane> lanes = dirty;
    dirty = flushing;
    flushing = lanes;
    for (int i = 0; i < lanes.size(); i++) {
      ShardLane lane = lanes.get(i);
      lane.dirty = false;
      lane.flush();
    }
    lanes.clear();
    for (ShardState shard : shards) {
      shard.subscriptions().flush();
    }
  }

  /** Asks the masters behind idle connections for a sign of life; to be called regularly. */
  void probe() {
    for (ShardState shard : shards) {
      shard.probe();
    }
  }

  /** Time passed: lanes connect, and give up what waited too long. */
  void tick() {
    boolean again = subscribers.tick();
    for (ShardState shard : shards) {
      again |= shard.tick();
    }
    if (again) {
      shell.scheduleTick();
    }
  }

  /** A client is gone. */
  void forgetWaits(ProxySession gone) {
    for (ShardState shard : shards) {
      shard.forgetWaits(gone);
    }
  }

  /** The reply of a command arrived. */
  void answer(Pending pending, byte[] bytes, int from, int to) {
    Gather gather = pending.gather;
    if (pending.kind == Pending.Kind.PROBE) {
      pool.give(pending);
    } else if (gather != null) {
      int part = pending.part;
      pool.give(pending);
      gather.onPart(part, bytes, from, to);
    } else {
      pending.session.onReply(pending, bytes, from, to);
    }
  }

  void answer(Pending pending, byte[] reply) {
    answer(pending, reply, 0, reply.length);
  }

  /** The command is answered by an error of the proxy's own. */
  void fail(Pending pending, String error) {
    answer(pending, ("-" + error + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  byte[] nullArray(int protocol) {
    return protocol == 3 ? NULL_3 : NULL_ARRAY_2;
  }
}
