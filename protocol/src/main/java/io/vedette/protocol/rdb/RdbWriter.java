package io.vedette.protocol.rdb;

import java.nio.charset.StandardCharsets;

/**
 * Writes an RDB in the order of its format: {@link #header}, {@link #aux} fields, for each database
 * {@link #selectDatabase} and its entries, {@link #end}.
 *
 * <p>It fills {@linkplain RdbDraft drafts} and neither compresses nor sums up: {@link RdbFinisher}
 * does that, which may be on another thread. A draft that is full is handed over by itself, {@link
 * #flush} hands over earlier. All bytes are copied, so that they may change after a call. Confined
 * to one thread at a time.
 */
public final class RdbWriter {
  /** Shorter strings cannot win anything by compression. */
  private static final int SHORTEST_COMPRESSED_BYTES = 21;

  /** Longer ones would need as much memory again, and their thread for too long. */
  static final int LONGEST_COMPRESSED_BYTES = 16 << 20;

  /** The longest text of a 32-bit integer. */
  private static final int LONGEST_INT_BYTES = 11;

  private final RdbDraftSink drafts;
  private final boolean compress;
  private RdbDraft draft;
  private byte[] buffer;
  private int position;

  /**
   * A writer whose RDB is completed at once, on its own thread.
   *
   * @param compress whether long strings are compressed, {@code rdbcompression}
   */
  public RdbWriter(RdbSink sink, boolean compress) {
    this(new ImmediateDrafts(sink), compress);
  }

  /**
   * @param compress whether long strings shall be compressed when the drafts are completed
   */
  public RdbWriter(RdbDraftSink drafts, boolean compress) {
    this.drafts = drafts;
    this.compress = compress;
    takeDraft();
  }

  private void takeDraft() {
    draft = drafts.take();
    buffer = draft.bytes;
  }

  /** Starts the RDB. */
  public void header() {
    raw(RdbFormat.MAGIC, 0, RdbFormat.MAGIC.length);
    byte[] version = ascii(String.format("%04d", RdbFormat.WRITTEN_VERSION));
    raw(version, 0, version.length);
  }

  /** An auxiliary field, such as {@code redis-ver}; readers skip the ones they do not know. */
  public void aux(String name, String value) {
    byte1(RdbFormat.OPCODE_AUX);
    byte[] nameBytes = ascii(name);
    byte[] valueBytes = ascii(value);
    stringValue(nameBytes, 0, nameBytes.length);
    stringValue(valueBytes, 0, valueBytes.length);
  }

  /** Entries that follow belong to this database; the sizes are hints for the reader. */
  public void selectDatabase(int index, long entries, long expiringEntries) {
    byte1(RdbFormat.OPCODE_SELECT_DB);
    length(index);
    byte1(RdbFormat.OPCODE_RESIZE_DB);
    length(entries);
    length(expiringEntries);
  }

  /**
   * An entry with a string value.
   *
   * @param expireAtMs Unix time in milliseconds, or {@link RdbFormat#NO_EXPIRY}
   */
  public void string(
      byte[] key,
      int keyOffset,
      int keyLength,
      byte[] value,
      int valueOffset,
      int valueLength,
      long expireAtMs) {
    beginEntry(RdbFormat.TYPE_STRING, key, keyOffset, keyLength, expireAtMs);
    stringValue(value, valueOffset, valueLength);
  }

  /** An entry whose value is a string with the text of an integer. */
  public void integer(byte[] key, int keyOffset, int keyLength, long value, long expireAtMs) {
    beginEntry(RdbFormat.TYPE_STRING, key, keyOffset, keyLength, expireAtMs);
    integerValue(value);
  }

  /**
   * Begins an entry of any type; its value follows through the primitives below, as many calls as
   * it takes.
   *
   * @param type the type byte of the value's encoding
   */
  public void beginEntry(int type, byte[] key, int offset, int length, long expireAtMs) {
    if (expireAtMs != RdbFormat.NO_EXPIRY) {
      byte1(RdbFormat.OPCODE_EXPIRE_MS);
      littleEndian(expireAtMs, 8);
    }
    byte1(type);
    stringValue(key, offset, length);
  }

  /** Ends the RDB; the checksum behind it is the finisher's. */
  public void end() {
    byte1(RdbFormat.OPCODE_EOF);
    flush();
    drafts.end();
  }

  /** Hands over what was written so far. */
  public void flush() {
    if (position > 0) {
      draft.length = position;
      position = 0;
      drafts.filled(draft);
      takeDraft();
    }
  }

  /** A length or count in the shortest form; {@code n} is unsigned. */
  public void length(long n) {
    if (n < 0) {
      byte1(RdbFormat.LENGTH_64_BITS_MARK);
      bigEndian(n, 8);
    } else if (n < 64) {
      byte1((int) n);
    } else if (n < 1 << 14) {
      byte1(RdbFormat.LENGTH_14_BITS << 6 | (int) (n >>> 8));
      byte1((int) n);
    } else if (n <= 0xFFFFFFFFL) {
      byte1(RdbFormat.LENGTH_32_BITS_MARK);
      bigEndian(n, 4);
    } else {
      byte1(RdbFormat.LENGTH_64_BITS_MARK);
      bigEndian(n, 8);
    }
  }

  /** A string in its shortest form: as an integer, compressed, or as it is. */
  public void stringValue(byte[] bytes, int offset, int length) {
    if (length <= LONGEST_INT_BYTES && integer(bytes, offset, length)) {
      return;
    }
    if (compress && length >= SHORTEST_COMPRESSED_BYTES && length <= LONGEST_COMPRESSED_BYTES) {
      compressible(bytes, offset, length);
      return;
    }
    length(length);
    raw(bytes, offset, length);
  }

  /** The text of an integer as a string in its shortest form. */
  public void integerValue(long n) {
    if (n == (int) n) {
      encoded(n);
      return;
    }
    byte[] text = ascii(Long.toString(n));
    length(text.length);
    raw(text, 0, text.length);
  }

  /** A string that stands in one draft together with its length, and is pointed out there. */
  private void compressible(byte[] bytes, int offset, int length) {
    int needed = RdbFinisher.lengthBytes(length) + length;
    if (needed > buffer.length) {
      flush();
      RdbDraft pooled = draft;
      draft = new RdbDraft(needed);
      buffer = draft.bytes;
      pointedOut(bytes, offset, length);
      draft.length = position;
      position = 0;
      drafts.filled(draft);
      draft = pooled;
      buffer = pooled.bytes;
      return;
    }
    room(needed);
    pointedOut(bytes, offset, length);
  }

  private void pointedOut(byte[] bytes, int offset, int length) {
    draft.stringAt(position, length);
    length(length);
    System.arraycopy(bytes, offset, buffer, position, length);
    position += length;
  }

  private boolean integer(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return false;
    }
    boolean negative = bytes[offset] == '-';
    int first = negative ? offset + 1 : offset;
    int digits = offset + length - first;
    if (digits == 0 || digits > 10 || (bytes[first] == '0' && (digits > 1 || negative))) {
      return false;
    }
    long n = 0;
    for (int i = first; i < offset + length; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      n = n * 10 + digit;
    }
    n = negative ? -n : n;
    if (n != (int) n) {
      return false;
    }
    encoded(n);
    return true;
  }

  /** An integer of 32 bits in as few as it needs. */
  private void encoded(long n) {
    if (n == (byte) n) {
      encoded(RdbFormat.ENCODED_INT8, n, 1);
    } else if (n == (short) n) {
      encoded(RdbFormat.ENCODED_INT16, n, 2);
    } else {
      encoded(RdbFormat.ENCODED_INT32, n, 4);
    }
  }

  private void encoded(int form, long n, int width) {
    byte1(RdbFormat.LENGTH_ENCODED << 6 | form);
    littleEndian(n, width);
  }

  /** Bytes as they are, however many: over as many drafts as they need. */
  public void raw(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      room(1);
      int part = Math.min(length - done, buffer.length - position);
      System.arraycopy(bytes, offset + done, buffer, position, part);
      position += part;
      done += part;
    }
  }

  /** One byte. */
  public void byte1(int value) {
    room(1);
    buffer[position++] = (byte) value;
  }

  /** The low {@code width} bytes, lowest first. */
  public void littleEndian(long value, int width) {
    room(width);
    for (int i = 0; i < width; i++) {
      buffer[position++] = (byte) (value >>> 8 * i);
    }
  }

  private void bigEndian(long value, int width) {
    room(width);
    for (int i = width - 1; i >= 0; i--) {
      buffer[position++] = (byte) (value >>> 8 * i);
    }
  }

  private void room(int bytes) {
    if (buffer.length - position < bytes) {
      flush();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
