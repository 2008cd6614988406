package io.vedette.node.store;

/**
 * A small value with its key in one byte array: a string, or a collection in its packed form.
 *
 * <p>Layout: 1 byte of flags and {@linkplain PackedForm form}, 3 bytes of access clock (both in one
 * little-endian int), 8 bytes of expiry if flagged (Unix milliseconds), length of the key as a
 * varint, key, value. An integer value is 8 bytes, little endian, and flagged; so a counter changes
 * in place whatever its number of digits.
 */
public final class PackedEntry {
  /** Longest value that is packed; a longer one becomes a {@link Value} of its own. */
  public static final int MAX_VALUE_BYTES = 64 * 1024;

  private static final int HAS_EXPIRY = 1;
  private static final int IS_INTEGER = 2;
  private static final int FORM_SHIFT = 2;
  private static final int FORM_MASK = 7 << FORM_SHIFT;
  private static final int HEADER_BYTES = 4;
  private static final int EXPIRY_BYTES = 8;
  private static final int ARRAY_HEADER_BYTES = 12;

  private PackedEntry() {}

  /** An entry whose value is copied from the given range. */
  static byte[] ofBytes(
      byte[] key,
      int keyOffset,
      int keyLength,
      byte[] value,
      int at,
      int length,
      long expiresAtMs) {
    byte[] entry = allocate(0, key, keyOffset, keyLength, length, expiresAtMs);
    System.arraycopy(value, at, entry, entry.length - length, length);
    return entry;
  }

  /** An entry with an integer value. */
  static byte[] ofInteger(byte[] key, int keyOffset, int keyLength, long value, long expiresAtMs) {
    byte[] entry = allocate(IS_INTEGER, key, keyOffset, keyLength, Long.BYTES, expiresAtMs);
    Bytes.putLong(entry, entry.length - Long.BYTES, value);
    return entry;
  }

  /** An entry of a packed collection, whose bytes from a place on are copied. */
  static byte[] ofForm(
      PackedForm form,
      byte[] key,
      int keyOffset,
      int keyLength,
      byte[] value,
      int from,
      long expiresAtMs) {
    int length = value.length - from;
    int flags = form.ordinal() << FORM_SHIFT;
    byte[] entry = allocate(flags, key, keyOffset, keyLength, length, expiresAtMs);
    System.arraycopy(value, from, entry, entry.length - length, length);
    return entry;
  }

  /** What the value is. */
  public static PackedForm form(byte[] entry) {
    return PackedForm.of((entry[0] & FORM_MASK) >>> FORM_SHIFT);
  }

  /** Says what the value is. */
  static void setForm(byte[] entry, PackedForm form) {
    entry[0] = (byte) (entry[0] & ~FORM_MASK | form.ordinal() << FORM_SHIFT);
  }

  /** Whether the value is a string, as bytes or as a number. */
  public static boolean isString(byte[] entry) {
    return (entry[0] & FORM_MASK) == 0;
  }

  private static byte[] allocate(
      int flags, byte[] key, int keyOffset, int keyLength, int valueLength, long expiresAtMs) {
    int at = HEADER_BYTES;
    boolean expires = expiresAtMs >= 0;
    int fixed = HEADER_BYTES + (expires ? EXPIRY_BYTES : 0) + varintBytes(keyLength);
    byte[] entry = new byte[Math.addExact(fixed + valueLength, keyLength)];
    if (expires) {
      Bytes.putLong(entry, at, expiresAtMs);
      at += EXPIRY_BYTES;
    }
    entry[0] = (byte) (expires ? flags | HAS_EXPIRY : flags);
    int rest = keyLength;
    while (rest >= 0x80) {
      entry[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    entry[at++] = (byte) rest;
    System.arraycopy(key, keyOffset, entry, at, keyLength);
    return entry;
  }

  private static int varintBytes(int value) {
    return value < 0x80 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }

  private static int keyLengthAt(byte[] entry) {
    return HEADER_BYTES + ((entry[0] & HAS_EXPIRY) << 3);
  }

  /** Length of the key in bytes. */
  public static int keyLength(byte[] entry) {
    int at = keyLengthAt(entry);
    int length = entry[at] & 0x7f;
    for (int bits = 7; entry[at] < 0; bits += 7) {
      length |= (entry[++at] & 0x7f) << bits;
    }
    return length;
  }

  /** Where the key starts. */
  public static int keyOffset(byte[] entry) {
    int at = keyLengthAt(entry);
    while (entry[at] < 0) {
      at++;
    }
    return at + 1;
  }

  static boolean hasKey(byte[] entry, byte[] key, int offset, int length) {
    if (length < 0x80) {
      int at = keyLengthAt(entry);
      return entry[at] == length && Bytes.equal(entry, at + 1, key, offset, length);
    }
    return keyLength(entry) == length && Bytes.equal(entry, keyOffset(entry), key, offset, length);
  }

  /** Where the value starts; it goes to the end of the array. */
  public static int valueOffset(byte[] entry) {
    int at = keyLengthAt(entry);
    int first = entry[at];
    return first >= 0 ? at + 1 + first : keyOffset(entry) + keyLength(entry);
  }

  /** Whether the value is kept as a number; else as its bytes. */
  public static boolean isInteger(byte[] entry) {
    return (entry[0] & IS_INTEGER) != 0;
  }

  /** The value of an {@linkplain #isInteger integer} entry. */
  public static long integer(byte[] entry) {
    return Bytes.getLong(entry, entry.length - Long.BYTES);
  }

  /**
   * Replaces the value of an {@linkplain #isInteger integer} entry in place: only of an entry that
   * came from {@link Database#findForWrite}.
   */
  public static void setInteger(byte[] entry, long value) {
    Bytes.putLong(entry, entry.length - Long.BYTES, value);
  }

  /** Unix milliseconds, or {@link Database#NO_EXPIRY}. */
  static long expiresAtMs(byte[] entry) {
    return (entry[0] & HAS_EXPIRY) == 0 ? Database.NO_EXPIRY : Bytes.getLong(entry, HEADER_BYTES);
  }

  /** Overwrites the expiry in place if the entry has room for it. */
  static boolean overwriteExpiry(byte[] entry, long expiresAtMs) {
    if ((entry[0] & HAS_EXPIRY) == 0 || expiresAtMs < 0) {
      return (entry[0] & HAS_EXPIRY) == 0 && expiresAtMs < 0;
    }
    Bytes.putLong(entry, HEADER_BYTES, expiresAtMs);
    return true;
  }

  /** The same key and value with another expiry. */
  static byte[] withExpiry(byte[] entry, long expiresAtMs) {
    int value = valueOffset(entry);
    return withKeyAndExpiry(entry, value, entry, keyOffset(entry), keyLength(entry), expiresAtMs);
  }

  /** The same value under another key. */
  static byte[] withKey(byte[] entry, byte[] key, int offset, int length, long expiresAtMs) {
    return withKeyAndExpiry(entry, valueOffset(entry), key, offset, length, expiresAtMs);
  }

  private static byte[] withKeyAndExpiry(
      byte[] entry, int valueAt, byte[] key, int offset, int length, long expiresAtMs) {
    int valueLength = entry.length - valueAt;
    byte[] made =
        allocate(
            entry[0] & (IS_INTEGER | FORM_MASK), key, offset, length, valueLength, expiresAtMs);
    System.arraycopy(entry, valueAt, made, made.length - valueLength, valueLength);
    return made;
  }

  /** Overwrites value and expiry in place if key, flags and sizes leave room for exactly them. */
  static boolean overwriteBytes(byte[] entry, byte[] value, int at, int length, long expiresAtMs) {
    int start = entry.length - length;
    if ((entry[0] & (IS_INTEGER | FORM_MASK)) != 0
        || start != valueOffset(entry)
        || !overwriteExpiry(entry, expiresAtMs)) {
      return false;
    }
    System.arraycopy(value, at, entry, start, length);
    return true;
  }

  /** Overwrites an integer value and the expiry in place if the entry has the room. */
  static boolean overwriteInteger(byte[] entry, long value, long expiresAtMs) {
    if (!isInteger(entry) || !overwriteExpiry(entry, expiresAtMs)) {
      return false;
    }
    setInteger(entry, value);
    return true;
  }

  static int accessClock(byte[] entry) {
    return Bytes.getInt(entry, 0) >>> 8;
  }

  /** Stores the access clock; writes only when it changed, to leave the cache line clean. */
  static void setAccessClock(byte[] entry, int clock) {
    int header = Bytes.getInt(entry, 0);
    if (header >>> 8 != clock) {
      Bytes.putInt(entry, 0, header & 0xff | clock << 8);
    }
  }

  static long memoryBytes(byte[] entry) {
    return arrayBytes(entry.length);
  }

  /** Heap bytes of a byte array with compact object headers. */
  public static long arrayBytes(int length) {
    return ARRAY_HEADER_BYTES + length + 7L & ~7L;
  }
}
