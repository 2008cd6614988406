package io.vedette.node.proxy;

import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.resp.ReplyScanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The ways in which the shards' answers to SLOWLOG and LATENCY become one. */
final class ObservationGathers {
  private ObservationGathers() {}

  /** Entries of all shards' arrays, which are arrays themselves, ordered by their time. */
  private abstract static class ByTime extends Gather {
    private record Timed(long time, byte[] entry) {}

    private final List<Timed> entries = new ArrayList<>();
    private final Comparator<Timed> order;
    private final long most;

    ByTime(ProxyCore core, Pending place, int parts, boolean latestFirst, long most) {
      super(core, place, parts);
      Comparator<Timed> ascending = Comparator.comparingLong(Timed::time);
      this.order = latestFirst ? ascending.reversed() : ascending;
      this.most = most;
    }

    /** The time in an entry whose first element starts there. */
    abstract long timeOf(byte[] bytes, int firstElement);

    @Override
    final void merge(int index, byte[] bytes, int from, int to) {
      int at = afterLine(bytes, from);
      ReplyScanner scanner = new ReplyScanner();
      try {
        while (at < to) {
          int end = scanner.scan(bytes, at, to);
          if (end < 0) {
            throw new IllegalStateException("a reply of a lane is whole");
          }
          entries.add(
              new Timed(timeOf(bytes, afterLine(bytes, at)), Arrays.copyOfRange(bytes, at, end)));
          at = end;
        }
      } catch (ProtocolException e) {
        throw new IllegalStateException("a lane has read this reply before", e);
      }
    }

    @Override
    final void finish(ReplyBuffer out) {
      entries.sort(order);
      int shown = (int) Math.min(most, entries.size());
      out.array(shown);
      entries.subList(0, shown).forEach(timed -> out.raw(timed.entry()));
    }
  }

  /** The latest entries: SLOWLOG GET. Their ids are unique for each shard only. */
  static final class Slowest extends ByTime {
    private static final int DEFAULT_COUNT = 10;

    Slowest(ProxyCore core, Pending place, int parts, CommandBatch batch, int command) {
      super(core, place, parts, true, wanted(batch, command));
    }

    /** What is no count is refused by every shard. */
    private static long wanted(CommandBatch batch, int command) {
      if (batch.argumentCount(command) < 3) {
        return DEFAULT_COUNT;
      }
      int offset = batch.offset(command, 2);
      int length = batch.length(command, 2);
      boolean isNumber = Decimal.isLong(batch.bytes(), offset, length);
      long count = isNumber ? Decimal.parse(batch.bytes(), offset, length) : 0;
      return count < 0 ? Long.MAX_VALUE : count;
    }

    @Override
    long timeOf(byte[] bytes, int firstElement) {
      return numberOf(bytes, afterLine(bytes, firstElement));
    }
  }

  /** All samples of an event: LATENCY HISTORY. */
  static final class Samples extends ByTime {
    Samples(ProxyCore core, Pending place, int parts) {
      super(core, place, parts, false, Long.MAX_VALUE);
    }

    @Override
    long timeOf(byte[] bytes, int firstElement) {
      return numberOf(bytes, firstElement);
    }
  }

  /** Each event that any shard had, with its latest and its worst sample: LATENCY LATEST. */
  static final class Events extends Gather {
    private record Event(long time, long latestMs, long worstMs) {
      Event and(Event other) {
        Event later = other.time > time ? other : this;
        return new Event(later.time, later.latestMs, Math.max(worstMs, other.worstMs));
      }
    }

    private final Map<String, Event> events = new TreeMap<>();

    Events(ProxyCore core, Pending place, int parts) {
      super(core, place, parts);
    }

    @Override
    void merge(int index, byte[] bytes, int from, int to) {
      int at = afterLine(bytes, from);
      while (at < to) {
        int nameHead = afterLine(bytes, at);
        int name = afterLine(bytes, nameHead);
        int length = (int) numberOf(bytes, nameHead);
        int time = name + length + 2;
        int latest = afterLine(bytes, time);
        int worst = afterLine(bytes, latest);
        events.merge(
            new String(bytes, name, length, StandardCharsets.ISO_8859_1),
            new Event(numberOf(bytes, time), numberOf(bytes, latest), numberOf(bytes, worst)),
            Event::and);
        at = afterLine(bytes, worst);
      }
    }

    @Override
    void finish(ReplyBuffer out) {
      out.array(events.size());
      events.forEach(
          (name, event) -> {
            out.array(4);
            out.bulk(name);
            out.integer(event.time());
            out.integer(event.latestMs());
            out.integer(event.worstMs());
          });
    }
  }
}
