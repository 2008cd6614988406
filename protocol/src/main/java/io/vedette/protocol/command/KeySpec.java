package io.vedette.protocol.command;

import java.util.List;

/**
 * Where keys lie among a command's arguments, and what the command does to them.
 *
 * @param first index of the first key; the command's name has index 0
 * @param last index of the last key; negative: counted from the end, -1 being the last argument
 * @param step distance between two keys
 * @param flags the access flags in Redis's words: RO RW OW RM, access update insert delete ...
 * @param note a remark for readers of {@code COMMAND}, or null
 */
public record KeySpec(int first, int last, int step, List<String> flags, String note) {
  public KeySpec {
    flags = List.copyOf(flags);
    if (first < 1 || step < 1 || last >= 0 && last < first) {
      throw new IllegalArgumentException("keys " + first + ".." + last + "/" + step);
    }
  }

  /** Index of the last key in a command of so many arguments; less than first if it has none. */
  public int lastIn(int argumentCount) {
    return last >= 0 ? last : argumentCount + last;
  }

  /** The last key as {@code COMMAND} counts it in a key specification: relative to the first. */
  public int lastRelative() {
    return last >= 0 ? last - first : last;
  }
}
