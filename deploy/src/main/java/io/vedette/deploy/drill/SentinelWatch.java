package io.vedette.deploy.drill;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Subscribes to every event of every sentinel and stamps each with the time it arrived. */
final class SentinelWatch implements Closeable {
  private static final int CONNECT_TIMEOUT_MS = 2000;

  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private final List<RespClient> connections = new ArrayList<>();
  private final List<Consumer<Event>> listeners;

  /** A published event, as {@code +switch-master} with its text. */
  record Event(long atNanos, Address sentinel, String channel, String text) {
    /** Whether the event speaks of this master: its name is one of the words. */
    boolean names(String master) {
      return (" " + text + " ").contains(" " + master + " ");
    }
  }

  private SentinelWatch(List<Consumer<Event>> listeners) {
    this.listeners = listeners;
  }

  /**
   * Subscribes; sentinels that cannot be reached are left out.
   *
   * @param listeners called on a watching thread for each event
   */
  static SentinelWatch of(List<Address> sentinels, List<Consumer<Event>> listeners) {
    SentinelWatch watch = new SentinelWatch(List.copyOf(listeners));
    for (Address sentinel : sentinels) {
      try {
        RespClient connection = RespClient.connect(sentinel, CONNECT_TIMEOUT_MS);
        connection.call("PSUBSCRIBE", "*");
        connection.setReadTimeoutMs(0);
        watch.connections.add(connection);
        Thread.ofVirtual().name("watch-" + sentinel).start(() -> watch.read(sentinel, connection));
      } catch (IOException e) {
        watch.events.add(
            new Event(System.nanoTime(), sentinel, "-unreachable", String.valueOf(e.getMessage())));
      }
    }
    return watch;
  }

  private void read(Address sentinel, RespClient connection) {
    try {
      while (true) {
        List<Reply> message = connection.read().items();
        if (message.size() == 4 && message.getFirst().is("pmessage")) {
          Event event =
              new Event(System.nanoTime(), sentinel, message.get(2).text(), message.get(3).text());
          events.add(event);
          listeners.forEach(listener -> listener.accept(event));
        }
      }
    } catch (IOException e) {
      events.add(
          new Event(System.nanoTime(), sentinel, "-disconnected", String.valueOf(e.getMessage())));
    }
  }

  /** All events so far, in order of arrival. */
  List<Event> events() {
    return events.stream().sorted((a, b) -> Long.compare(a.atNanos(), b.atNanos())).toList();
  }

  /** When the first such event came at or after then. */
  OptionalLong first(long fromNanos, Predicate<Event> which) {
    return events().stream()
        .filter(event -> event.atNanos() >= fromNanos && which.test(event))
        .mapToLong(Event::atNanos)
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    for (RespClient connection : connections) {
      connection.close();
    }
  }
}
