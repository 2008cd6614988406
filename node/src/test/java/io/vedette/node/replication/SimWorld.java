package io.vedette.node.replication;

import io.vedette.protocol.topology.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/** Time and sockets of a simulation: one thread, one seed, every run the same. */
final class SimWorld {
  private record Event(long atMs, long sequence, Runnable action) {}

  final Random random;
  long nowMs;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::atMs).thenComparing(Event::sequence));
  private final Map<Endpoint, SimCopy> copies = new HashMap<>();
  private final List<Socket> sockets = new ArrayList<>();
  private long sequence;
  private long nextId;

  SimWorld(long seed) {
    random = new Random(seed);
  }

  SimCopy addCopy(int port) {
    SimCopy copy = new SimCopy(this, port);
    copies.put(copy.endpoint, copy);
    every(100, () -> copy.replication.tick(nowMs));
    return copy;
  }

  SimCopy copyAt(Endpoint endpoint) {
    return copies.get(endpoint);
  }

  long nextId() {
    return ++nextId;
  }

  void after(long delayMs, Runnable action) {
    events.add(new Event(nowMs + delayMs, sequence++, action));
  }

  private void every(long periodMs, Runnable action) {
    after(
        periodMs,
        () -> {
          action.run();
          every(periodMs, action);
        });
  }

  void run(long durationMs) {
    long endMs = nowMs + durationMs;
    while (!events.isEmpty() && events.peek().atMs <= endMs) {
      Event event = events.poll();
      nowMs = event.atMs;
      event.action.run();
    }
    nowMs = endMs;
  }

  /** Two ends of a connection. */
  Socket[] connect() {
    Socket a = new Socket();
    Socket b = new Socket();
    a.peer = b;
    b.peer = a;
    sockets.add(a);
    return new Socket[] {a, b};
  }

  /** Cuts a connection that somebody has; what is under way is lost. */
  void cutOne() {
    sockets.removeIf(socket -> socket.closed);
    if (!sockets.isEmpty()) {
      sockets.get(random.nextInt(sockets.size())).close();
    }
  }

  /** One end of a connection: ordered, with delays, and nothing arrives after it is closed. */
  final class Socket implements ReplicaOutput {
    private static final int WRITABLE_BYTES = 2000;
    Consumer<byte[]> onBytes;
    Runnable onClosed;
    private Socket peer;
    private boolean closed;
    private long arrivesMs;
    private int inFlight;

    void line(String text) {
      byte[] bytes = (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
      send(bytes, 0, bytes.length);
    }

    @Override
    public void send(byte[] bytes, int offset, int length) {
      if (closed || length == 0) {
        return;
      }
      byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
      arrivesMs = Math.max(arrivesMs, nowMs + random.nextInt(4));
      inFlight += length;
      after(
          arrivesMs - nowMs,
          () -> {
            inFlight -= length;
            if (!peer.closed) {
              peer.onBytes.accept(copy);
            }
            if (!closed && isWritable()) {
              copies.values().forEach(c -> c.becameWritable(this));
            }
          });
    }

    @Override
    public boolean isWritable() {
      return inFlight < WRITABLE_BYTES;
    }

    @Override
    public void close() {
      closeOne(this);
      closeOne(peer);
    }

    @Override
    public void closeAfterSending() {
      after(Math.max(0, arrivesMs - nowMs), this::close);
    }

    private void closeOne(Socket socket) {
      if (!socket.closed) {
        socket.closed = true;
        after(1, () -> socket.onClosed.run());
      }
    }
  }
}
