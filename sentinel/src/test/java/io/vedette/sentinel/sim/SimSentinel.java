package io.vedette.sentinel.sim;

import io.vedette.protocol.message.ToMember;
import io.vedette.protocol.message.ToSentinel;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.sentinel.SentinelCore;
import io.vedette.sentinel.config.SentinelConfig;
import io.vedette.sentinel.consensus.LedgerCodec;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.effect.Effect;
import io.vedette.sentinel.effect.SentinelEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A real core with a disk that takes a millisecond to sync and loses what is not synced. */
final class SimSentinel extends Process {
  private static final int SYNC_MS = 1;

  private final SentinelConfig config;
  private final Cluster cluster;
  private LedgerState disk = LedgerState.EMPTY;
  private final Deque<Effect> effects = new ArrayDeque<>();
  private final Set<Endpoint> tripwires = new HashSet<>();
  final List<SentinelEvent> events = new ArrayList<>();
  private boolean syncing;
  SentinelCore core;

  SimSentinel(Cluster cluster, SentinelConfig config) {
    super(cluster.world, config.control(), 1.0);
    this.cluster = cluster;
    this.config = config;
  }

  /** What a restart would recover. */
  LedgerState durable() {
    return disk;
  }

  @Override
  void onStart() {
    core = new SentinelCore(config, new Random(world.random.nextLong()), durable(), clockMs());
    every(SentinelCore.TICK_MS, () -> perform(core.tick(clockMs())));
    perform(core.tick(clockMs()));
  }

  @Override
  void onCrash() {
    effects.clear();
    tripwires.clear();
    syncing = false;
  }

  void receive(ToSentinel message) {
    world.note(message);
    perform(core.onMessage(message, clockMs()));
  }

  void perform(List<Effect> news) {
    effects.addAll(news);
    while (!syncing && !effects.isEmpty()) {
      perform(effects.poll());
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Persist(var event) -> {
        syncing = true;
        later(
            SYNC_MS,
            () -> {
              disk = disk.apply(LedgerCodec.decodeEvent(LedgerCodec.encode(event)));
              syncing = false;
              perform(List.of());
            });
      }
      case Effect.Send send -> send(send);
      case Effect.OpenTripwire(var endpoint) -> {
        tripwires.add(endpoint);
        connect(endpoint);
      }
      case Effect.CloseTripwire(var endpoint) -> tripwires.remove(endpoint);
      case Effect.Emit(var event) -> {
        world.note(event);
        events.add(event);
      }
      case Effect.Publish _, Effect.DownMember _ -> {}
    }
  }

  private void send(Effect.Send send) {
    cluster.invariants.onSend(this, send.to(), send.message());
    if (send.message() instanceof ToMember toMember && cluster.nodes.containsKey(send.to())) {
      SimNode node = cluster.nodes.get(send.to());
      world.send(control, send.to(), () -> node.receive(toMember));
    } else if (send.message() instanceof ToSentinel toSentinel) {
      SimSentinel peer = cluster.sentinels.get(send.to());
      world.send(control, send.to(), () -> peer.receive(toSentinel));
    }
  }

  /** The host's kernel answers, even for a paused process. */
  private void connect(Endpoint endpoint) {
    if (!tripwires.contains(endpoint)) {
      return;
    }
    SimNode node = cluster.nodeOf(endpoint);
    boolean answers =
        world.isReachable(control, node.control) && world.isReachable(node.control, control);
    if (!answers) {
      later(100, () -> connect(endpoint));
    } else if (node.isUp()) {
      later(1, () -> perform(core.onTripwireOpened(endpoint, clockMs())));
    } else {
      later(
          1,
          () -> {
            perform(core.onTripwireRefused(endpoint, clockMs()));
            later(100, () -> connect(endpoint));
          });
    }
  }

  /** A node has crashed; its kernel closes the connections. */
  void onNodeCrash(SimNode node) {
    if (!isUp() || !world.isReachable(node.control, control)) {
      return;
    }
    for (Endpoint endpoint : List.copyOf(tripwires)) {
      if (cluster.nodeOf(endpoint) == node) {
        later(
            1,
            () -> {
              perform(core.onTripwireClosed(endpoint, clockMs()));
              connect(endpoint);
            });
      }
    }
  }
}
