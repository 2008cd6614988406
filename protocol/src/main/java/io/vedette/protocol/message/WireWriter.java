package io.vedette.protocol.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Appends values to a growing byte array: numbers as zigzag varints (7 bits a byte, low bits
 * first), random numbers as 8 bytes, texts as length and UTF-8, lists as count and elements. Not
 * thread-safe.
 */
public final class WireWriter {
  private byte[] bytes = new byte[128];
  private int size;

  public void writeByte(int value) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) value;
  }

  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  /** A number that is mostly small: 1 to 10 bytes. */
  public void writeLong(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  /** A number with random bits: always 8 bytes, big-endian. */
  public void writeFixedLong(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      writeByte((int) (value >>> shift));
    }
  }

  public void writeString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    writeLong(utf8.length);
    if (bytes.length - size < utf8.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + utf8.length));
    }
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  public <T> void writeList(List<T> values, BiConsumer<WireWriter, T> element) {
    writeLong(values.size());
    for (T value : values) {
      element.accept(this, value);
    }
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
