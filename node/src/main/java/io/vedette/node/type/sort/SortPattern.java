package io.vedette.node.type.sort;

import io.vedette.node.command.Execution;
import io.vedette.node.store.Entry;
import io.vedette.node.store.ValueType;
import io.vedette.node.type.hash.HashValue;
import io.vedette.node.type.string.StringBytes;
import java.util.Arrays;

/**
 * Names a value for each element: {@code #} the element itself, {@code weight_*} the string at the
 * key that the element makes in the place of the first star, {@code object_*->name} a field of the
 * hash there. As in Redis, star and arrow count only in front of a zero byte.
 */
final class SortPattern {
  private static final byte[] NOTHING = {};

  private final boolean element;
  private final byte[] before;
  private final byte[] behind;
  private final byte[] field;

  private SortPattern(boolean element, byte[] before, byte[] behind, byte[] field) {
    this.element = element;
    this.before = before;
    this.behind = behind;
    this.field = field;
  }

  static SortPattern of(byte[] pattern) {
    int end = 0;
    while (end < pattern.length && pattern[end] != 0) {
      end++;
    }
    int star = 0;
    while (star < end && pattern[star] != '*') {
      star++;
    }
    if (star == end) {
      return new SortPattern(end == 1 && pattern[0] == '#', null, NOTHING, null);
    }
    int arrow = star + 1;
    while (arrow + 2 < end && (pattern[arrow] != '-' || pattern[arrow + 1] != '>')) {
      arrow++;
    }
    boolean hasField = arrow + 2 < end;
    int keyEnd = hasField ? arrow : pattern.length;
    return new SortPattern(
        false,
        Arrays.copyOf(pattern, star),
        Arrays.copyOfRange(pattern, star + 1, keyEnd),
        hasField ? Arrays.copyOfRange(pattern, arrow + 2, pattern.length) : null);
  }

  /** Whether it names no key that depends on the element. */
  boolean isConstant() {
    return before == null;
  }

  /** What it names for an element; null if there is no such string or field. */
  byte[] value(Execution x, byte[] of) {
    if (element) {
      return of;
    }
    if (before == null) {
      return null;
    }
    byte[] key = Arrays.copyOf(before, before.length + of.length + behind.length);
    System.arraycopy(of, 0, key, before.length, of.length);
    System.arraycopy(behind, 0, key, before.length + of.length, behind.length);
    Object entry = x.db().find(key, 0, key.length);
    if (entry == null) {
      return null;
    }
    ValueType type = Entry.type(entry);
    if (field != null) {
      return type == ValueType.HASH ? HashValue.KIND.of(entry).get(field, 0, field.length) : null;
    }
    if (type != ValueType.STRING) {
      return null;
    }
    StringBytes text = StringBytes.of(entry);
    return Arrays.copyOfRange(text.array(), text.offset(), text.offset() + text.length());
  }
}
