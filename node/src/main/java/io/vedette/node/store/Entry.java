package io.vedette.node.store;

import java.util.Arrays;

/**
 * What can be asked of any entry: of a packed one (a {@code byte[]}, see {@link PackedEntry}) and
 * of an {@link ObjectEntry}. Entries are plain {@code Object}s so that the common one is a single
 * array.
 */
public final class Entry {
  /** Longest string that Redis keeps together with its object. */
  private static final int EMBEDDED_BYTES = 44;

  private Entry() {}

  /** An entry of a value: packed if that is, with copies of key and bytes; else an object. */
  static Object of(byte[] key, int offset, int length, Value value, long expiresAtMs) {
    if (value instanceof PackableValue packable && packable.isPacked()) {
      byte[] bytes = packable.bytes();
      int from = packable.from();
      return PackedEntry.ofForm(packable.form(), key, offset, length, bytes, from, expiresAtMs);
    }
    return new ObjectEntry(Arrays.copyOfRange(key, offset, offset + length), value, expiresAtMs, 0);
  }

  static boolean hasKey(Object entry, byte[] key, int offset, int length) {
    if (entry instanceof byte[] packed) {
      return PackedEntry.hasKey(packed, key, offset, length);
    }
    byte[] own = ((ObjectEntry) entry).key;
    return own.length == length && Bytes.equal(own, 0, key, offset, length);
  }

  /**
   * The array that holds the key, at {@link #keyOffset} with {@link #keyLength} bytes; read only.
   */
  public static byte[] keyBytes(Object entry) {
    return entry instanceof byte[] packed ? packed : ((ObjectEntry) entry).key;
  }

  public static int keyOffset(Object entry) {
    return entry instanceof byte[] packed ? PackedEntry.keyOffset(packed) : 0;
  }

  public static int keyLength(Object entry) {
    return entry instanceof byte[] packed
        ? PackedEntry.keyLength(packed)
        : ((ObjectEntry) entry).key.length;
  }

  /** A copy of the key. */
  public static byte[] copyKey(Object entry) {
    int offset = keyOffset(entry);
    return Arrays.copyOfRange(keyBytes(entry), offset, offset + keyLength(entry));
  }

  public static ValueType type(Object entry) {
    return entry instanceof byte[] packed
        ? PackedEntry.form(packed).type()
        : ((ObjectEntry) entry).value().type();
  }

  /** What {@code OBJECT ENCODING} answers. */
  public static String encoding(Object entry) {
    return switch (entry) {
      case byte[] packed when !PackedEntry.isString(packed) -> PackedEntry.form(packed).encoding();
      case byte[] packed when PackedEntry.isInteger(packed) -> "int";
      case byte[] packed when packed.length - PackedEntry.valueOffset(packed) <= EMBEDDED_BYTES ->
          "embstr";
      case byte[] packed -> "raw";
      default -> ((ObjectEntry) entry).value().encoding();
    };
  }

  /** Unix milliseconds, or {@link Database#NO_EXPIRY}. */
  public static long expiresAtMs(Object entry) {
    return entry instanceof byte[] packed
        ? PackedEntry.expiresAtMs(packed)
        : ((ObjectEntry) entry).expiresAtMs;
  }

  /** Changes the expiry in place if the entry has room for it. */
  static boolean overwriteExpiry(Object entry, long expiresAtMs) {
    if (entry instanceof ObjectEntry object) {
      object.expiresAtMs = expiresAtMs;
      return true;
    }
    return PackedEntry.overwriteExpiry((byte[]) entry, expiresAtMs);
  }

  static int accessClock(Object entry) {
    return entry instanceof byte[] packed
        ? PackedEntry.accessClock(packed)
        : ((ObjectEntry) entry).accessClock;
  }

  /** Says that the entry was last used so long ago. */
  public static void setIdleSeconds(Object entry, long idleSeconds, long nowMs) {
    setAccessClock(entry, (int) (nowMs / 1000 - idleSeconds) & Keyspace.ACCESS_CLOCK_MASK);
  }

  static void setAccessClock(Object entry, int clock) {
    if (entry instanceof byte[] packed) {
      PackedEntry.setAccessClock(packed, clock);
    } else {
      ((ObjectEntry) entry).accessClock = clock;
    }
  }

  /** Estimate of the heap that the entry occupies, without its slot in the table. */
  public static long memoryBytes(Object entry) {
    return entry instanceof byte[] packed
        ? PackedEntry.memoryBytes(packed)
        : ((ObjectEntry) entry).memoryBytes();
  }

  /** The same with its slot in the table. */
  public static long memoryBytesWithSlot(Object entry) {
    return memoryBytes(entry) + Segment.BYTES / Segment.SLOTS;
  }

  static long hash(long seed, Object entry) {
    return KeyHash.hash(seed, keyBytes(entry), keyOffset(entry), keyLength(entry));
  }
}
