package io.vedette.node.store;

import java.util.ArrayList;
import java.util.List;

/**
 * A walk over the whole key space as it was at one instant, in slices, while writes go on.
 *
 * <p>The walk goes segment by segment. A write to an entry that was not yet walked hands it over
 * before it changes it, and the walk leaves it out then; so no copy of the data exists at any time,
 * and a snapshot costs a write no more than the one entry that it changes. A database that is
 * flushed or swapped stays with the snapshot as it was.
 */
public final class SnapshotCursor {
  private record Source(int database, EntryTable table) {}

  private final Keyspace keyspace;
  private final SnapshotConsumer consumer;
  private final long entriesTotal;
  private final List<Source> sources = new ArrayList<>();
  private int sourceIndex;
  private long nextPrefix;
  private boolean closed;
  private long handedOver;

  /** What is left of the bytes of the current {@link #walk}. */
  private long bytesLeft;

  /** Keeps the reads of {@link #touch} from being left out. */
  int touched;

  SnapshotCursor(Keyspace keyspace, List<Database> all, long number, SnapshotConsumer consumer) {
    this.keyspace = keyspace;
    this.consumer = consumer;
    long total = 0;
    for (Database database : all) {
      EntryTable table = database.table();
      if (table.size() > 0) {
        sources.add(new Source(database.index(), table));
        total += table.size();
        table.freeze(this, database.index(), number);
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
   * Hands over the next segments until about {@code maxEntries} are done (up to {@link
   * Segment#MAX_ENTRIES} more), or {@code maxBytes}, whichever comes first: of entries that are
   * large it stops within a segment, at most one entry beyond.
   *
   * @param maxBytes bytes of memory of the entries
   * @return whether anything is left; once false the snapshot is complete and closed
   */
  public boolean walk(int maxEntries, long maxBytes) {
    long until = handedOver + Math.max(1, maxEntries);
    bytesLeft = Math.max(1, maxBytes);
    while (!closed && handedOver < until && bytesLeft > 0) {
      if (sourceIndex == sources.size()) {
        close();
        break;
      }
      EntryTable table = sources.get(sourceIndex).table();
      Segment segment = table.segmentOf(nextPrefix);
      if (!table.handOver(segment)) {
        break;
      }
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
      keyspace.snapshotClosed(this);
    }
  }

  public boolean isClosed() {
    return closed;
  }

  /** Hands over an entry that is about to change. */
  void take(int database, Object entry) {
    consumer.entry(database, entry);
    handedOver++;
  }

  /**
   * Hands over what was not yet taken of a segment while bytes are left.
   *
   * @return whether the segment is done; else its slots know what was taken
   */
  boolean take(int database, Segment segment, long number) {
    touch(segment);
    for (int slot = 0; slot < Segment.SLOTS; slot++) {
      Object entry = segment.slots[slot];
      if (entry != null && !segment.isTaken(slot, number)) {
        if (bytesLeft <= 0) {
          segment.takenBefore(slot, number);
          return false;
        }
        bytesLeft -= EntryTable.accountedBytes(entry);
        consumer.entry(database, entry);
        handedOver++;
      }
    }
    return true;
  }

  /**
   * Reads a little of every entry: entries lie all over the heap, and these reads wait for memory
   * all at once, where those of the consumer would wait one after the other.
   */
  private void touch(Segment segment) {
    int sum = 0;
    for (Object entry : segment.slots) {
      if (entry instanceof byte[] packed) {
        sum += packed[packed.length - 1];
      }
    }
    touched = sum;
  }
}
