package io.vedette.node.store;

import java.util.function.LongSupplier;

/**
 * Deletes keys whose time has come though nobody asks for them.
 *
 * <p>Each segment knows a lower bound of its earliest expiry, so a pass looks only into segments
 * where something is due; such a visit also makes the bound exact again. A pass stops when its time
 * is used up and goes on at the same place next time.
 */
public final class ActiveExpiry {
  /** Segments between two looks at the clock. */
  private static final int SEGMENTS_PER_CHECK = 32;

  private final Keyspace keyspace;
  private int database;
  private long prefix;

  public ActiveExpiry(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /**
   * Visits databases until each was visited once or the time is used up. Does nothing unless the
   * policy is {@link ExpiryPolicy#DELETE}.
   *
   * @param nanoTime a monotonic clock
   * @return number of keys deleted
   */
  public long run(LongSupplier nanoTime, long budgetNs) {
    if (keyspace.expiryPolicy() != ExpiryPolicy.DELETE) {
      return 0;
    }
    long before = keyspace.stats().expiredKeys();
    long deadline = nanoTime.getAsLong() + budgetNs;
    for (int i = 0; i < keyspace.databases(); i++) {
      Database current = keyspace.existing(database);
      if (current != null && current.expiring() > 0 && !visit(current, nanoTime, deadline)) {
        break;
      }
      prefix = 0;
      database = (database + 1) % keyspace.databases();
    }
    return keyspace.stats().expiredKeys() - before;
  }

  /** Returns false when time ran out before the end of the table. */
  private boolean visit(Database current, LongSupplier nanoTime, long deadline) {
    EntryTable table = current.table();
    int untilCheck = SEGMENTS_PER_CHECK;
    for (; ; ) {
      Segment segment = table.segmentOf(prefix);
      boolean due = segment.earliestExpiryMs <= keyspace.nowMs();
      if (due) {
        expireDue(current, segment);
        // Deleting may have merged the segment with its buddy.
        segment = table.segmentOf(prefix);
      }
      Segment next = table.after(segment);
      if (next == null || current.expiring() == 0) {
        return true;
      }
      prefix = next.prefix;
      untilCheck -= due ? 8 : 1;
      if (untilCheck <= 0) {
        untilCheck = SEGMENTS_PER_CHECK;
        if (nanoTime.getAsLong() - deadline >= 0) {
          return false;
        }
      }
    }
  }

  private void expireDue(Database current, Segment segment) {
    Object[] due = new Object[segment.expiring];
    int dueCount = 0;
    long earliest = Long.MAX_VALUE;
    for (Object entry : segment.slots) {
      if (entry != null) {
        long expiresAtMs = Entry.expiresAtMs(entry);
        if (expiresAtMs >= 0 && expiresAtMs <= keyspace.nowMs()) {
          due[dueCount++] = entry;
        } else if (expiresAtMs >= 0) {
          earliest = Math.min(earliest, expiresAtMs);
        }
      }
    }
    segment.earliestExpiryMs = earliest;
    for (int i = 0; i < dueCount; i++) {
      byte[] key = Entry.keyBytes(due[i]);
      EntryTable table = current.table();
      long hash = table.hash(key, Entry.keyOffset(due[i]), Entry.keyLength(due[i]));
      Segment home = table.segmentOf(hash);
      current.expire(home, home.indexOf(hash, due[i]));
    }
  }
}
