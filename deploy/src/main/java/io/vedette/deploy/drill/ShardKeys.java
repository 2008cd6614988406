package io.vedette.deploy.drill;

import io.vedette.protocol.slot.Slots;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds for each shard a hash tag whose slot it owns, so that a writer chooses where a key lives.
 */
final class ShardKeys {
  private final List<String> tags;

  private ShardKeys(List<String> tags) {
    this.tags = tags;
  }

  /**
   * @param slotRanges each shard's slots as {@code first-last} ranges, separated by blanks or
   *     commas
   */
  static ShardKeys of(List<String> slotRanges) {
    return new ShardKeys(slotRanges.stream().map(ShardKeys::tagWithin).toList());
  }

  /** A key that lives on the shard. */
  String key(int shard, String rest) {
    return "drill:{" + tags.get(shard) + "}:" + rest;
  }

  private static String tagWithin(String ranges) {
    for (int i = 0; i < 100 * Slots.COUNT; i++) {
      String tag = Integer.toString(i, Character.MAX_RADIX);
      if (contains(ranges, Slots.slotOf(tag.getBytes(StandardCharsets.UTF_8)))) {
        return tag;
      }
    }
    throw new IllegalArgumentException("no key falls into the slots '" + ranges + "'");
  }

  private static boolean contains(String ranges, int slot) {
    for (String range : ranges.strip().split("[ ,]+")) {
      String[] ends = range.split("-");
      int first = Integer.parseInt(ends[0]);
      int last = ends.length > 1 ? Integer.parseInt(ends[1]) : first;
      if (slot >= first && slot <= last) {
        return true;
      }
    }
    return false;
  }
}
