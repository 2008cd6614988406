package io.vedette.node.type.table;

import io.vedette.node.store.PackedEntry;

/**
 * Slots with linear probing: the entries whose hashes start with one prefix. As the segments of the
 * key space, but of 4 slots while it is the only one, and up to {@link #MAX_SLOTS}.
 */
final class MemberSegment {
  static final int MAX_SLOTS = 512;
  static final int MIN_SLOTS = 4;

  private static final int OBJECT_BYTES = 48;
  private static final int USED = 0x8000;

  /** Number of leading hash bits that all entries here share. */
  final int depth;

  /** Those bits, left aligned. */
  final long prefix;

  /** A table may change it only as long as this is the table's own. */
  final int epoch;

  char[] tags;
  byte[][] slots;
  int count;

  MemberSegment(int depth, long prefix, int epoch, int capacity) {
    this(depth, prefix, epoch, new char[capacity], new byte[capacity][], 0);
  }

  private MemberSegment(int depth, long prefix, int epoch, char[] tags, byte[][] slots, int count) {
    this.depth = depth;
    this.prefix = prefix;
    this.epoch = epoch;
    this.tags = tags;
    this.slots = slots;
    this.count = count;
  }

  /** The same entries, for a younger epoch to change. */
  MemberSegment copy(int inEpoch) {
    return new MemberSegment(depth, prefix, inEpoch, tags.clone(), slots.clone(), count);
  }

  private static char tag(long hash) {
    return (char) (hash & 0x7fff | USED);
  }

  static long heapBytes(int capacity) {
    return OBJECT_BYTES + PackedEntry.arrayBytes(2 * capacity) + 16 + 8L * capacity;
  }

  int capacity() {
    return slots.length;
  }

  int home(char tag) {
    return tag & slots.length - 1;
  }

  /** Slot of a member, or -1. */
  int find(long hash, MemberLayout layout, byte[] member, int offset, int length) {
    char tag = tag(hash);
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    for (char found = tags[slot]; found != 0; found = tags[slot]) {
      if (found == tag && layout.hasMember(slots[slot], member, offset, length)) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    return -1;
  }

  /** Beyond 7 of 8 slots probing becomes long; one is always free, where it ends. */
  boolean isFull() {
    return count >= slots.length - Math.max(1, slots.length >>> 3);
  }

  void add(long hash, byte[] entry) {
    add(tag(hash), entry);
  }

  private void add(char tag, byte[] entry) {
    int mask = slots.length - 1;
    int slot = tag & mask;
    while (tags[slot] != 0) {
      slot = slot + 1 & mask;
    }
    tags[slot] = tag;
    slots[slot] = entry;
    count++;
  }

  /** Moves all entries to so many slots, enough for them; tags hold all it takes. */
  void resize(int capacity) {
    char[] oldTags = tags;
    byte[][] oldSlots = slots;
    tags = new char[capacity];
    slots = new byte[capacity][];
    count = 0;
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldTags[i] != 0) {
        add(oldTags[i], oldSlots[i]);
      }
    }
  }

  /** Empties a slot and closes the gap in its cluster. */
  void removeAt(int slot) {
    count--;
    int mask = slots.length - 1;
    int hole = slot;
    int next = slot + 1 & mask;
    for (char tag = tags[next]; tag != 0; tag = tags[next]) {
      if ((next - home(tag) & mask) >= (next - hole & mask)) {
        tags[hole] = tag;
        slots[hole] = slots[next];
        hole = next;
      }
      next = next + 1 & mask;
    }
    tags[hole] = 0;
    slots[hole] = null;
  }

  /** Puts each entry into one of two segments, by its next hash bit. */
  void splitInto(MemberSegment low, MemberSegment high, MemberLayout layout) {
    long next = Long.MIN_VALUE >>> depth;
    // All hashes first: entries lie all over the heap, and so the waits for them overlap.
    long[] hashes = new long[slots.length];
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != null) {
        hashes[i] = MemberTable.hash(layout, slots[i]);
      }
    }
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] != null) {
        ((hashes[i] & next) == 0 ? low : high).add(hashes[i], slots[i]);
      }
    }
  }

  /** Adds the entries of a buddy. */
  void addAll(MemberSegment other) {
    for (int i = 0; i < other.slots.length; i++) {
      if (other.tags[i] != 0) {
        add(other.tags[i], other.slots[i]);
      }
    }
  }
}
