package io.vedette.node.type.packed;

import io.vedette.protocol.resp.Decimal;

/** The text of an element, number or not, where it lies or spelled out; to be used again. */
public final class PackedText {
  private static final int LONGEST_NUMBER = 20;

  private final byte[] digits = new byte[LONGEST_NUMBER];
  private byte[] bytes;
  private int offset;
  private int length;

  /** Aims at an element. */
  public PackedText of(byte[] list, int at) {
    if (PackedElement.isInteger(list, at)) {
      bytes = digits;
      offset = 0;
      length = Decimal.write(PackedElement.integer(list, at), digits, 0);
    } else {
      bytes = list;
      offset = PackedElement.stringOffset(list, at);
      length = PackedElement.stringLength(list, at);
    }
    return this;
  }

  /** The array that holds the text; to be read before the next call of {@link #of}. */
  public byte[] bytes() {
    return bytes;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }
}
