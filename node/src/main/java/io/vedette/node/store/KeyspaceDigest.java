package io.vedette.node.store;

import java.nio.charset.StandardCharsets;

/** Digest of the whole key space, equal to what Redis's DEBUG DIGEST answers for the same data. */
public final class KeyspaceDigest {
  private static final byte[] HAS_EXPIRY = "!!expire!!".getBytes(StandardCharsets.US_ASCII);

  private final EntryDigest total = new EntryDigest();
  private final EntryDigest one = new EntryDigest();
  private final ValueViews views;

  private KeyspaceDigest(ValueViews views) {
    this.views = views;
  }

  static byte[] of(Keyspace keyspace, ValueViews views) {
    KeyspaceDigest digest = new KeyspaceDigest(views);
    for (Database database : keyspace.nonEmpty()) {
      digest.total.mixBigEndian(database.index());
      database.forEach(digest::add);
    }
    return digest.total.value();
  }

  /**
   * Digest of one entry's type, content and having an expiry, as DEBUG DIGEST-VALUE answers it; all
   * zeros for null.
   */
  public static byte[] ofValue(Object entry, ValueViews views) {
    KeyspaceDigest digest = new KeyspaceDigest(views);
    if (entry != null) {
      digest.addValue(entry);
    }
    return digest.one.value();
  }

  private void add(Object entry) {
    one.reset();
    one.mix(Entry.keyBytes(entry), Entry.keyOffset(entry), Entry.keyLength(entry));
    addValue(entry);
    total.xor(one);
  }

  private void addValue(Object entry) {
    one.mixBigEndian(Entry.type(entry).ordinal());
    if (entry instanceof byte[] packed && PackedEntry.isString(packed)) {
      mixString(packed);
    } else {
      views.of(entry).digestInto(one);
    }
    if (Entry.expiresAtMs(entry) >= 0) {
      one.xor(HAS_EXPIRY, 0, HAS_EXPIRY.length);
    }
  }

  private void mixString(byte[] entry) {
    if (PackedEntry.isInteger(entry)) {
      byte[] text = Long.toString(PackedEntry.integer(entry)).getBytes(StandardCharsets.US_ASCII);
      one.mix(text, 0, text.length);
    } else {
      int value = PackedEntry.valueOffset(entry);
      one.mix(entry, value, entry.length - value);
    }
  }
}
