package io.vedette.protocol.command;

import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where some keys lie among a command's arguments; its name has index 0. */
public sealed interface KeyPlace {
  /** No keys: the arguments do not say where. */
  int[] NONE = {};

  /**
   * The indexes of the keys in a command.
   *
   * @param base index of the command's name, more than 0 where it stands within another command
   * @return relative to the base; empty if the arguments are malformed
   */
  int[] in(CommandBatch batch, int command, int base);

  /**
   * At fixed places.
   *
   * @param first index of the first key
   * @param last index of the last key; negative: counted from the end, -1 being the last argument
   * @param step distance between two keys
   */
  record Range(int first, int last, int step) implements KeyPlace {
    public Range {
      if (first < 1 || step < 1 || last >= 0 && last < first) {
        throw new IllegalArgumentException("keys " + first + ".." + last + "/" + step);
      }
    }

    /** The last key as {@code COMMAND} counts it in a specification: relative to the first. */
    public int lastRelative() {
      return last >= 0 ? last - first : last;
    }

    @Override
    public int[] in(CommandBatch batch, int command, int base) {
      int count = batch.argumentCount(command) - base;
      return range(first, last >= 0 ? Math.min(last, count - 1) : count + last, step);
    }
  }

  /**
   * Behind their number.
   *
   * @param countAt index of the argument that says how many keys follow it
   */
  record Counted(int countAt) implements KeyPlace {
    @Override
    public int[] in(CommandBatch batch, int command, int base) {
      int left = batch.argumentCount(command) - base - countAt - 1;
      if (left < 0) {
        return NONE;
      }
      int offset = batch.offset(command, base + countAt);
      int length = batch.length(command, base + countAt);
      if (!Decimal.isLong(batch.bytes(), offset, length)) {
        return NONE;
      }
      long count = Decimal.parse(batch.bytes(), offset, length);
      return count < 1 || count > left ? NONE : range(countAt + 1, countAt + (int) count, 1);
    }
  }

  /**
   * Behind a word.
   *
   * @param word the upper-case word, met in any case of letters
   * @param from index from which on it is looked for
   * @param share the keys are the first of so many equal parts of what follows; 0: one key follows
   */
  record AfterWord(String word, int from, int share) implements KeyPlace {
    @Override
    public int[] in(CommandBatch batch, int command, int base) {
      int count = batch.argumentCount(command) - base;
      for (int i = from; i < count - 1; i++) {
        if (isWord(batch, command, base + i)) {
          int keys = share == 0 ? 1 : (count - 1 - i) / share;
          return range(i + 1, i + keys, 1);
        }
      }
      return NONE;
    }

    private boolean isWord(CommandBatch batch, int command, int argument) {
      return KeyPlace.isWord(batch, command, argument, word);
    }
  }

  /** Keys that no argument names: their names come from data. {@code COMMAND} calls it unknown. */
  record FromData() implements KeyPlace {
    @Override
    public int[] in(CommandBatch batch, int command, int base) {
      return NONE;
    }
  }

  /**
   * Where SORT stores: behind the last STORE that is no value of another option. {@code COMMAND}
   * calls it unknown.
   */
  record SortStore() implements KeyPlace {
    private static final int FIRST_OPTION = 2;

    @Override
    public int[] in(CommandBatch batch, int command, int base) {
      int count = batch.argumentCount(command) - base;
      int[] target = NONE;
      for (int i = FIRST_OPTION; i < count; i++) {
        int option = base + i;
        if (isWord(batch, command, option, "STORE") && i + 1 < count) {
          target = new int[] {i + 1};
          i++;
        } else if (isWord(batch, command, option, "LIMIT")) {
          i += 2;
        } else if (isWord(batch, command, option, "BY") || isWord(batch, command, option, "GET")) {
          i++;
        }
      }
      return target;
    }
  }

  private static boolean isWord(CommandBatch batch, int command, int argument, String word) {
    int length = batch.length(command, argument);
    if (length != word.length()) {
      return false;
    }
    String text =
        new String(
            batch.bytes(), batch.offset(command, argument), length, StandardCharsets.ISO_8859_1);
    return text.toUpperCase(Locale.ROOT).equals(word);
  }

  private static int[] range(int first, int last, int step) {
    if (last < first) {
      return NONE;
    }
    int[] keys = new int[(last - first) / step + 1];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = first + i * step;
    }
    return keys;
  }
}
