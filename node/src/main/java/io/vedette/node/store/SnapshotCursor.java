package io.vedette.node.store;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A walk over the whole key space as it was at one instant, in slices, while writes go on.
 *
 * <p>Segments are handed to the consumer whole. A write to a segment that was not yet walked hands
 * over that segment's entries before it changes them; so no copy of the data exists at any time,
 * and the cost of a snapshot to a write is bounded by one segment. A database that is flushed or
 * swapped stays with the snapshot as it was.
 */
public final class SnapshotCursor {
  private record Source(int database, EntryTable table) {}

  private final Keyspace keyspace;
  private final SnapshotConsumer consumer;
  private final long entriesTotal;
  private final List<Source> sources = new ArrayList<>();
  private final Map<EntryTable, Integer> databases = new IdentityHashMap<>();
  private int sourceIndex;
  private long nextPrefix;
  private boolean closed;
  private long handedOver;

  SnapshotCursor(Keyspace keyspace, List<Database> all, long number, SnapshotConsumer consumer) {
    this.keyspace = keyspace;
    this.consumer = consumer;
    long total = 0;
    for (Database database : all) {
      EntryTable table = database.table();
      if (table.size() > 0) {
        sources.add(new Source(database.index(), table));
        databases.put(table, database.index());
        total += table.size();
        table.freeze(this, number);
      }
    }
    this.entriesTotal = total;
  }

  /** Entries that the snapshot will have handed over at its end. */
  public long entriesTotal() {
    return entriesTotal;
  }

  /** Entries handed over so far. */
  public long entriesDone() {
    return handedOver;
  }

  /**
   * Hands over the next segments until about {@code maxEntries} are done (whole segments, so up to
   * {@link Segment#MAX_ENTRIES} more).
   *
   * @return whether anything is left; once false the snapshot is complete and closed
   */
  public boolean walk(int maxEntries) {
    long until = handedOver + Math.max(1, maxEntries);
    while (!closed && handedOver < until) {
      if (sourceIndex == sources.size()) {
        close();
        break;
      }
      EntryTable table = sources.get(sourceIndex).table();
      Segment segment = table.segmentOf(nextPrefix);
      table.beforeChange(segment);
      Segment next = table.after(segment);
      if (next == null) {
        table.thaw();
        sourceIndex++;
        nextPrefix = 0;
      } else {
        nextPrefix = next.prefix;
      }
    }
    return !closed;
  }

  /** Ends the snapshot, complete or not; the next one may begin. */
  public void close() {
    if (!closed) {
      closed = true;
      for (Source source : sources) {
        source.table().thaw();
      }
      sources.clear();
      databases.clear();
      keyspace.snapshotClosed(this);
    }
  }

  public boolean isClosed() {
    return closed;
  }

  /** Hands over a segment that is about to change, or whose turn it is. */
  void take(EntryTable table, Segment segment) {
    int database = databases.get(table);
    for (Object entry : segment.slots) {
      if (entry != null) {
        consumer.entry(database, entry);
      }
    }
    handedOver += segment.count;
  }
}
