package io.vedette.sentinel.sim;

import io.vedette.protocol.topology.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/** Virtual time and the network between processes; everything random comes from one seed. */
final class World {
  private record Event(long atMs, long seq, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(seq, other.seq);
    }
  }

  private record Path(Endpoint from, Endpoint to) {}

  final Random random;
  final Map<Endpoint, Process> processes = new LinkedHashMap<>();
  final List<Runnable> afterEach = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<Path, Long> lastArrival = new HashMap<>();
  private final Set<Path> cut = new HashSet<>();
  private long nowMs;
  private long seq;
  private long trace;
  int jitterMs;
  double loss;
  double duplication;

  World(long seed) {
    random = new Random(seed);
  }

  long nowMs() {
    return nowMs;
  }

  /** A hash over everything that has happened, in order. */
  long trace() {
    return trace;
  }

  void note(Object what) {
    trace = trace * 31 + nowMs;
    trace = trace * 31 + what.hashCode();
  }

  void after(long delayMs, Runnable action) {
    events.add(new Event(nowMs + delayMs, seq++, action));
  }

  void every(long periodMs, Runnable action) {
    after(
        periodMs,
        () -> {
          action.run();
          every(periodMs, action);
        });
  }

  void runFor(long durationMs) {
    long endMs = nowMs + durationMs;
    while (!events.isEmpty() && events.peek().atMs <= endMs) {
      Event event = events.poll();
      nowMs = event.atMs;
      event.action.run();
      afterEach.forEach(Runnable::run);
    }
    nowMs = endMs;
  }

  boolean isReachable(Endpoint from, Endpoint to) {
    return !cut.contains(new Path(from, to));
  }

  /** Nothing gets from one to the other any more; the way back is another cut. */
  void cut(Endpoint from, Endpoint to) {
    cut.add(new Path(from, to));
  }

  void isolate(Endpoint process) {
    for (Endpoint other : processes.keySet()) {
      if (!other.equals(process)) {
        cut(process, other);
        cut(other, process);
      }
    }
  }

  void healNetwork() {
    cut.clear();
    loss = 0;
    duplication = 0;
    jitterMs = 0;
  }

  /** In order between two processes, as connections are; perhaps lost, late or doubled. */
  void send(Endpoint from, Endpoint to, Runnable delivery) {
    if (!isReachable(from, to) || random.nextDouble() < loss) {
      return;
    }
    int copies = random.nextDouble() < duplication ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      long arrival = nowMs + 1 + (jitterMs == 0 ? 0 : random.nextInt(jitterMs));
      Path path = new Path(from, to);
      arrival = Math.max(arrival, lastArrival.getOrDefault(path, 0L));
      lastArrival.put(path, arrival);
      after(
          arrival - nowMs,
          () -> {
            Process target = processes.get(to);
            if (target != null && isReachable(from, to)) {
              target.deliver(delivery);
            }
          });
    }
  }
}
