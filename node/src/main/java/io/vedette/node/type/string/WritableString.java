package io.vedette.node.type.string;

import io.vedette.node.command.Execution;
import io.vedette.node.store.Database;
import io.vedette.node.store.PackedEntry;
import io.vedette.node.store.StringValue;

/**
 * A string to be changed byte by byte where it lies. Only for the command that opened it, which
 * must tell what it did with {@link #changed}.
 */
public final class WritableString {
  /** Up to here OBJECT ENCODING shows whether a string was ever changed. */
  private static final int EMBEDDED_BYTES = 44;

  private static final byte[] NOTHING = {};

  private final byte[] array;
  private final int offset;
  private final int length;
  private final boolean grown;
  private final Object entry;

  private WritableString(byte[] array, int offset, int length, boolean grown, Object entry) {
    this.array = array;
    this.offset = offset;
    this.length = length;
    this.grown = grown;
    this.entry = entry;
  }

  /**
   * The string of the key in an argument, created or extended with zero bytes if it is shorter than
   * asked for.
   *
   * @throws io.vedette.node.command.CommandError if the key holds no string
   */
  public static WritableString open(Execution x, int key, int minimumBytes) {
    Object entry = x.db().findForWrite(x.bytes(), x.offset(key), x.length(key));
    StringEntry.requireString(entry);
    int length = StringEntry.length(entry);
    if (length >= minimumBytes && entry instanceof byte[] packed && length > EMBEDDED_BYTES) {
      return new WritableString(packed, PackedEntry.valueOffset(packed), length, false, packed);
    }
    boolean isPacked = entry == null || entry instanceof byte[];
    StringValue value =
        isPacked ? new StringValue(StringEntry.copy(entry), length) : StringEntry.value(entry);
    value.write(Math.max(length, minimumBytes), NOTHING, 0, 0);
    if (isPacked) {
      // Whether this changes anything is for the command to say.
      int at = x.offset(key);
      entry = x.db().putUntold(x.bytes(), at, x.length(key), value, Database.KEEP_EXPIRY);
    }
    boolean grown = value.length() > length;
    return new WritableString(value.bytes(), 0, value.length(), grown, entry);
  }

  /** The array that holds the string; the command may write into its part of it. */
  public byte[] array() {
    return array;
  }

  /** Where the string starts. */
  public int offset() {
    return offset;
  }

  /** Number of its bytes. */
  public int length() {
    return length;
  }

  /** Whether the string was created or extended, which is a change by itself. */
  public boolean grown() {
    return grown;
  }

  /**
   * Must follow if the string grew or bytes were changed: for watchers, memory and replication.
   *
   * @param changes how many, for the save points
   */
  public void changed(Execution x, int changes) {
    x.db().changed(entry);
    x.changed(changes);
  }
}
