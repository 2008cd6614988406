package io.vedette.node.type.string;

import io.vedette.node.store.Database;
import io.vedette.node.store.PackedEntry;
import io.vedette.node.store.StringValue;

/**
 * A string's bytes where they lie, for commands that only read them. Valid until the next change of
 * the key space; not to be written.
 *
 * @param array the array that holds them, and perhaps others
 * @param offset where they start
 * @param length how many they are
 */
public record StringBytes(byte[] array, int offset, int length) {
  private static final StringBytes NONE = new StringBytes(new byte[0], 0, 0);

  /** Whether an entry is a string. */
  public static boolean isString(Object entry) {
    return StringEntry.isString(entry);
  }

  /**
   * The bytes of an entry from {@link Database#find}; of a number its decimal form, of null none.
   *
   * @throws io.vedette.node.command.CommandError if the entry is no string
   */
  public static StringBytes of(Object entry) {
    if (entry == null) {
      return NONE;
    }
    StringEntry.requireString(entry);
    if (!(entry instanceof byte[] packed)) {
      StringValue value = StringEntry.value(entry);
      return new StringBytes(value.bytes(), 0, value.length());
    }
    if (PackedEntry.isInteger(packed)) {
      byte[] text = StringEntry.copy(packed);
      return new StringBytes(text, 0, text.length);
    }
    int at = PackedEntry.valueOffset(packed);
    return new StringBytes(packed, at, packed.length - at);
  }
}
