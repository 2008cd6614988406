package io.vedette.node.store;

import java.util.random.RandomGenerator;

/**
 * Picks a random entry: a random slot of the segment under a random hash, again until the slot is
 * used.
 *
 * <p>A segment that covers more of the hash space is met more often in proportion, though its slots
 * are no more; it is therefore passed over with the matching probability.
 */
final class RandomEntry {
  private static final int RANDOM_TRIES = 2048;

  private RandomEntry() {}

  static Object pick(Database database, Keyspace keyspace) {
    RandomGenerator random = keyspace.random();
    Object hidden = null;
    for (int i = 0; i < RANDOM_TRIES && database.size() > 0; i++) {
      EntryTable table = database.table();
      Segment segment = table.segmentOf(random.nextLong());
      if (random.nextLong() >>> 1 >>> 63 - table.weightBits(segment) != 0) {
        continue;
      }
      Object entry = segment.slots[random.nextInt(Segment.SLOTS)];
      Object living = entry == null ? null : living(database, entry);
      if (living != null) {
        return living;
      }
      hidden = entry != null ? entry : hidden;
    }
    // On a replica that holds nothing but expired keys, one of those is the answer, as in Redis.
    boolean onlyHidden = hidden != null && keyspace.expiryPolicy() == ExpiryPolicy.HIDE;
    return onlyHidden ? hidden : firstLiving(database);
  }

  private static Object living(Database database, Object entry) {
    byte[] key = Entry.keyBytes(entry);
    return database.peek(key, Entry.keyOffset(entry), Entry.keyLength(entry));
  }

  /** For tables that are nearly empty, or full of keys that have expired. */
  private static Object firstLiving(Database database) {
    EntryTable table = database.table();
    for (Segment segment = table.first(); segment != null; segment = table.after(segment)) {
      for (Object entry : segment.slots) {
        if (entry != null && !database.isExpired(entry)) {
          return entry;
        }
      }
    }
    return null;
  }
}
