package io.vedette.node.store;

import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbWriter;
import java.util.Arrays;

/** A string that is large, or that grows in place: an array with room behind its content. */
public final class StringValue implements Value {
  private static final int OBJECT_BYTES = 24;

  /** Beyond this an array grows by this much instead of doubling. */
  private static final int MAX_ROOM_BYTES = 1024 * 1024;

  private byte[] bytes;
  private int length;

  /**
   * @param bytes kept, not copied
   * @param length how many of them are content
   */
  public StringValue(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /** The array whose first {@link #length} bytes are the content; it may change with a write. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Puts bytes at a place, which may lie beyond the end: the gap is filled with zero bytes. */
  public void write(int at, byte[] source, int offset, int count) {
    int end = Math.addExact(at, count);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, capacityFor(end));
    }
    System.arraycopy(source, offset, bytes, at, count);
    length = Math.max(length, end);
  }

  /**
   * Replaces the content.
   *
   * @param now kept, not copied; zero behind the content
   * @param bytesOfContent how many of them are content
   */
  public void replace(byte[] now, int bytesOfContent) {
    bytes = now;
    length = bytesOfContent;
  }

  private static int capacityFor(int needed) {
    long room = Math.min(needed, MAX_ROOM_BYTES);
    return (int) Math.min(needed + room, Integer.MAX_VALUE - 8);
  }

  @Override
  public ValueType type() {
    return ValueType.STRING;
  }

  @Override
  public String encoding() {
    return "raw";
  }

  @Override
  public long elements() {
    return length;
  }

  @Override
  public long memoryBytes() {
    return OBJECT_BYTES + PackedEntry.arrayBytes(bytes.length);
  }

  @Override
  public Value copy() {
    return new StringValue(Arrays.copyOf(bytes, length), length);
  }

  @Override
  public void digestInto(EntryDigest digest) {
    digest.mix(bytes, 0, length);
  }

  /** As of a packed value: to be written before the string changes. */
  @Override
  public Frozen freeze() {
    return new Frozen() {
      @Override
      public int rdbType() {
        return RdbFormat.TYPE_STRING;
      }

      @Override
      public boolean writeSome(RdbWriter out, int budgetBytes) {
        out.stringValue(bytes, 0, length);
        return false;
      }
    };
  }
}
