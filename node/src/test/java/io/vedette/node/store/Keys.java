package io.vedette.node.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Random;

/** Short forms for tests of the key space. */
final class Keys {
  static final long START_MS = 1_800_000_000_000L;

  private Keys() {}

  static Keyspace keyspace() {
    Keyspace keyspace = new Keyspace(16, new Random(7), (database, key) -> {});
    keyspace.advanceTo(START_MS);
    return keyspace;
  }

  static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  static void set(Database database, String key, String value) {
    set(database, key, value, Database.NO_EXPIRY);
  }

  static void set(Database database, String key, String value, long expiresAtMs) {
    byte[] k = bytes("<" + key + ">");
    byte[] v = bytes("[" + value + "]");
    database.putString(k, 1, key.length(), v, 1, value.length(), expiresAtMs);
  }

  static String get(Database database, String key) {
    byte[] k = bytes(key);
    Object entry = database.find(k, 0, k.length);
    return entry == null ? null : text(entry);
  }

  static boolean delete(Database database, String key) {
    byte[] k = bytes(key);
    return database.delete(k, 0, k.length);
  }

  static Object peek(Database database, String key) {
    byte[] k = bytes(key);
    return database.peek(k, 0, k.length);
  }

  static boolean setExpiry(Database database, String key, long expiresAtMs) {
    byte[] k = bytes(key);
    return database.setExpiry(k, 0, k.length, expiresAtMs);
  }

  static String key(Object entry) {
    return new String(Entry.copyKey(entry), US_ASCII);
  }

  static String text(Object entry) {
    if (entry instanceof ObjectEntry object) {
      StringValue value = (StringValue) object.value();
      return new String(value.bytes(), 0, value.length(), US_ASCII);
    }
    byte[] packed = (byte[]) entry;
    if (PackedEntry.isInteger(packed)) {
      return Long.toString(PackedEntry.integer(packed));
    }
    int at = PackedEntry.valueOffset(packed);
    return new String(packed, at, packed.length - at, US_ASCII);
  }
}
