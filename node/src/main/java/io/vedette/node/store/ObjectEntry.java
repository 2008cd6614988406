package io.vedette.node.store;

/** An entry whose value is an object of its own: key, expiry, access clock and {@link Value}. */
public final class ObjectEntry {
  /** Header and fields with compact object headers. */
  private static final int OBJECT_BYTES = 48;

  final byte[] key;
  long expiresAtMs;
  int accessClock;

  /** What the table has accounted for this entry. */
  long accountedBytes;

  private final Value value;

  ObjectEntry(byte[] key, Value value, long expiresAtMs, int accessClock) {
    this.key = key;
    this.value = value;
    this.expiresAtMs = expiresAtMs;
    this.accessClock = accessClock;
  }

  public Value value() {
    return value;
  }

  long memoryBytes() {
    return OBJECT_BYTES + PackedEntry.arrayBytes(key.length) + value.memoryBytes();
  }
}
