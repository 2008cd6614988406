package io.vedette.protocol.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what {@link WireWriter} wrote. Every method throws {@link MalformedMessageException} when
 * the bytes end early or hold a value that cannot be; counts and lengths are checked against the
 * bytes left before anything is allocated. Not thread-safe.
 */
public final class WireReader {
  private final byte[] bytes;
  private int position;

  public WireReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int readByte() {
    if (position == bytes.length) {
      throw new MalformedMessageException("ends early, after " + position + " bytes");
    }
    return bytes[position++] & 0xFF;
  }

  public boolean readBoolean() {
    int value = readByte();
    if (value > 1) {
      throw new MalformedMessageException("boolean of " + value);
    }
    return value == 1;
  }

  public long readLong() {
    long rest = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      rest |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
    throw new MalformedMessageException("number of more than 10 bytes");
  }

  public int readInt() {
    long value = readLong();
    if (value != (int) value) {
      throw new MalformedMessageException("number " + value + " does not fit in 32 bits");
    }
    return (int) value;
  }

  public long readFixedLong() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | readByte();
    }
    return value;
  }

  public String readString() {
    int length = readCount();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  public <T> List<T> readList(Function<WireReader, T> element) {
    int count = readCount();
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(element.apply(this));
    }
    return values;
  }

  /** Every element takes at least one byte, so a count beyond the bytes left is a lie. */
  private int readCount() {
    long count = readLong();
    if (count < 0 || count > bytes.length - position) {
      throw new MalformedMessageException(
          "count " + count + " with " + (bytes.length - position) + " bytes left");
    }
    return (int) count;
  }

  /** Checks that nothing is left. */
  public void expectEnd() {
    if (position != bytes.length) {
      throw new MalformedMessageException((bytes.length - position) + " bytes too many");
    }
  }
}
