package io.vedette.node.type.list;

import io.vedette.node.command.Execution;
import io.vedette.node.type.packed.PackedElement;
import io.vedette.protocol.resp.Decimal;
import java.util.Arrays;

/**
 * A text that elements are compared with, as a number if it is one, since elements are then too.
 */
final class ListPattern {
  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final boolean isNumber;
  private final long number;

  /** The text of an argument; valid while its command is executed. */
  ListPattern(Execution x, int argument) {
    bytes = x.bytes();
    offset = x.offset(argument);
    length = x.length(argument);
    isNumber = Decimal.isLong(bytes, offset, length);
    number = isNumber ? Decimal.parse(bytes, offset, length) : 0;
  }

  boolean matches(byte[] list, int at) {
    if (PackedElement.isInteger(list, at)) {
      return isNumber && PackedElement.integer(list, at) == number;
    }
    if (PackedElement.stringLength(list, at) != length) {
      return false;
    }
    int from = PackedElement.stringOffset(list, at);
    return Arrays.equals(list, from, from + length, bytes, offset, offset + length);
  }
}
