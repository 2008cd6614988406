package io.vedette.protocol.topology;

/**
 * The slots of one shard, both ends included.
 *
 * @param first 0..16383
 * @param last first..16383
 */
public record SlotRange(int first, int last) {
  /** Slots of a database, as in Redis Cluster. */
  public static final int SLOTS = 16_384;

  public SlotRange {
    if (first < 0 || last < first || last >= SLOTS) {
      throw new IllegalArgumentException("slots " + first + "-" + last);
    }
  }

  /** The {@code index}-th of {@code count} ranges that split all slots as evenly as possible. */
  public static SlotRange even(int index, int count) {
    if (count < 1 || count > SLOTS || index < 0 || index >= count) {
      throw new IllegalArgumentException("range " + index + " of " + count);
    }
    return new SlotRange(SLOTS * index / count, SLOTS * (index + 1) / count - 1);
  }

  public boolean contains(int slot) {
    return slot >= first && slot <= last;
  }

  /** {@code first-last}. */
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
