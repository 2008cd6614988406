package io.vedette.node.type.packed;

import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.Arrays;

/**
 * Reads and edits a listpack: elements one after the other in an array, from a base to its end.
 *
 * <p>A place is an index into the array where an element begins; {@link #NONE} stands for none. An
 * edit answers with the array that holds the result: a new one, with what lies before the base
 * copied, or the same one where the bytes fit. Places of before an edit are void, except where said
 * otherwise.
 *
 * <p>Format: Redis's listpack: 4 bytes size, 2 bytes count (65535: to be counted), elements, {@code
 * ff}.
 */
public final class PackedList {
  /** No place: beyond the first or last element, or nothing found. */
  public static final int NONE = -1;

  /** Beyond this a list must not grow; Redis's own limit. */
  public static final long MAX_BYTES = 1L << 30;

  private static final int HEADER_BYTES = 6;
  private static final int COUNT_AT = 4;
  private static final int UNKNOWN_COUNT = 0xFFFF;
  private static final byte END = (byte) 0xFF;

  private PackedList() {}

  /** A list without elements, with its base at 0. */
  public static byte[] empty() {
    return new byte[] {HEADER_BYTES + 1, 0, 0, 0, 0, 0, END};
  }

  /** Number of elements. */
  public static int count(byte[] bytes, int base) {
    int announced = announced(bytes, base);
    if (announced != UNKNOWN_COUNT) {
      return announced;
    }
    int count = 0;
    for (int at = first(bytes, base); at != NONE; at = next(bytes, at)) {
      count++;
    }
    return count;
  }

  private static int announced(byte[] bytes, int base) {
    return bytes[base + COUNT_AT] & 0xFF | (bytes[base + COUNT_AT + 1] & 0xFF) << 8;
  }

  /** Bytes that an element of this string takes in a list. */
  public static int elementBytes(byte[] source, int offset, int length) {
    return PackedElement.bytesFor(source, offset, length);
  }

  // ---- places

  public static int first(byte[] bytes, int base) {
    return elementOrNone(bytes, base + HEADER_BYTES);
  }

  public static int last(byte[] bytes, int base) {
    return previous(bytes, base, bytes.length - 1);
  }

  /** The place after that of an element. */
  public static int next(byte[] bytes, int at) {
    return elementOrNone(bytes, at + PackedElement.bytesAt(bytes, at));
  }

  /** The place before that of an element. */
  public static int previous(byte[] bytes, int base, int at) {
    return at == base + HEADER_BYTES ? NONE : PackedElement.before(bytes, at);
  }

  private static int elementOrNone(byte[] bytes, int at) {
    return bytes[at] == END ? NONE : at;
  }

  /** The place of the element of an index; negative ones count from the end, -1 the last. */
  public static int at(byte[] bytes, int base, long index) {
    int count = announced(bytes, base);
    boolean known = count != UNKNOWN_COUNT;
    if (known && (index >= count || index < -count)) {
      return NONE;
    }
    long fromStart = index < 0 && known ? index + count : index;
    boolean backwards = index < 0 ? !known || fromStart > count / 2 : known && index > count / 2;
    if (!backwards) {
      int at = first(bytes, base);
      for (long i = 0; i < fromStart && at != NONE; i++) {
        at = next(bytes, at);
      }
      return at;
    }
    long fromEnd = index < 0 ? -index - 1 : count - 1 - index;
    int at = last(bytes, base);
    for (long i = 0; i < fromEnd && at != NONE; i++) {
      at = previous(bytes, base, at);
    }
    return at;
  }

  /**
   * The first element with this content.
   *
   * @param from where to begin; may be {@link #NONE}
   * @param skip how many elements to pass over after each that was looked at
   */
  public static int find(byte[] bytes, int from, int skip, byte[] text, int offset, int length) {
    boolean isNumber = Decimal.isLong(text, offset, length);
    long number = isNumber ? Decimal.parse(text, offset, length) : 0;
    for (int at = from; at != NONE; ) {
      if (isNumber
          ? PackedElement.isInteger(bytes, at) && PackedElement.integer(bytes, at) == number
          : isString(bytes, at, text, offset, length)) {
        return at;
      }
      at = next(bytes, at);
      for (int i = 0; i < skip && at != NONE; i++) {
        at = next(bytes, at);
      }
    }
    return NONE;
  }

  private static boolean isString(byte[] bytes, int at, byte[] text, int offset, int length) {
    if (PackedElement.isInteger(bytes, at) || PackedElement.stringLength(bytes, at) != length) {
      return false;
    }
    int from = PackedElement.stringOffset(bytes, at);
    return Arrays.equals(bytes, from, from + length, text, offset, offset + length);
  }

  // ---- elements

  /** Whether an element is kept as a number; then {@link #integer}, else the string's place. */
  public static boolean isInteger(byte[] bytes, int at) {
    return PackedElement.isInteger(bytes, at);
  }

  /** The number of an {@linkplain #isInteger integer} element. */
  public static long integer(byte[] bytes, int at) {
    return PackedElement.integer(bytes, at);
  }

  /** Where the bytes of an element that is no number start. */
  public static int stringOffset(byte[] bytes, int at) {
    return PackedElement.stringOffset(bytes, at);
  }

  /** How many bytes an element that is no number has. */
  public static int stringLength(byte[] bytes, int at) {
    return PackedElement.stringLength(bytes, at);
  }

  /** Length of an element's text, be it a number or not. */
  public static int textLength(byte[] bytes, int at) {
    return isInteger(bytes, at) ? Decimal.length(integer(bytes, at)) : stringLength(bytes, at);
  }

  /** Whether an element has this text. */
  public static boolean hasText(byte[] bytes, int at, byte[] text, int offset, int length) {
    if (isInteger(bytes, at)) {
      return Decimal.isLong(text, offset, length)
          && Decimal.parse(text, offset, length) == integer(bytes, at);
    }
    return isString(bytes, at, text, offset, length);
  }

  /** A copy of an element's text. */
  public static byte[] text(byte[] bytes, int at) {
    if (isInteger(bytes, at)) {
      long number = integer(bytes, at);
      byte[] text = new byte[Decimal.length(number)];
      Decimal.write(number, text, 0);
      return text;
    }
    int from = stringOffset(bytes, at);
    return Arrays.copyOfRange(bytes, from, from + stringLength(bytes, at));
  }

  /** Replies with an element as a bulk string. */
  public static void reply(ReplyBuffer reply, byte[] bytes, int at) {
    if (isInteger(bytes, at)) {
      reply.bulkLong(integer(bytes, at));
    } else {
      reply.bulk(bytes, stringOffset(bytes, at), stringLength(bytes, at));
    }
  }

  // ---- edits

  /** Adds an element behind the last one. */
  public static byte[] append(byte[] bytes, int base, byte[] text, int offset, int length) {
    return insert(bytes, base, NONE, text, offset, length);
  }

  /** Adds two elements behind the last one: a field with its value, a member with its score. */
  public static byte[] append(
      byte[] bytes,
      int base,
      byte[] first,
      int firstOffset,
      int firstLength,
      byte[] second,
      int secondOffset,
      int secondLength) {
    int more =
        PackedElement.bytesFor(first, firstOffset, firstLength)
            + PackedElement.bytesFor(second, secondOffset, secondLength);
    int end = bytes.length - 1;
    byte[] edited = splice(bytes, base, end, 0, more, 2);
    int at = PackedElement.write(edited, end, first, firstOffset, firstLength);
    PackedElement.write(edited, at, second, secondOffset, secondLength);
    return edited;
  }

  /** Adds an element before the one at a place, which is its own then; at the end for none. */
  public static byte[] insert(byte[] bytes, int base, int at, byte[] text, int offset, int length) {
    int place = at == NONE ? bytes.length - 1 : at;
    int more = PackedElement.bytesFor(text, offset, length);
    byte[] edited = splice(bytes, base, place, 0, more, 1);
    PackedElement.write(edited, place, text, offset, length);
    return edited;
  }

  /** As {@link #insert(byte[], int, int, byte[], int, int)}, of a number. */
  public static byte[] insert(byte[] bytes, int base, int at, long number) {
    int place = at == NONE ? bytes.length - 1 : at;
    byte[] edited = splice(bytes, base, place, 0, PackedElement.bytesFor(number), 1);
    PackedElement.write(edited, place, number);
    return edited;
  }

  /** Gives the element at a place another content; the place stays valid. */
  public static byte[] replace(
      byte[] bytes, int base, int at, byte[] text, int offset, int length) {
    int more = PackedElement.bytesFor(text, offset, length);
    byte[] edited = splice(bytes, base, at, PackedElement.bytesAt(bytes, at), more, 0);
    PackedElement.write(edited, at, text, offset, length);
    return edited;
  }

  /** As {@link #replace(byte[], int, int, byte[], int, int)}, by a number. */
  public static byte[] replace(byte[] bytes, int base, int at, long number) {
    int more = PackedElement.bytesFor(number);
    byte[] edited = splice(bytes, base, at, PackedElement.bytesAt(bytes, at), more, 0);
    PackedElement.write(edited, at, number);
    return edited;
  }

  /**
   * Takes away so many elements from a place on, which must all be there; the place is then that of
   * the element behind them, or of the end.
   */
  public static byte[] delete(byte[] bytes, int base, int at, int elements) {
    int end = at;
    for (int i = 0; i < elements; i++) {
      end += PackedElement.bytesAt(bytes, end);
    }
    return splice(bytes, base, at, end - at, 0, -elements);
  }

  /** Whether a place, after {@link #delete}, is that of an element. */
  public static boolean isElement(byte[] bytes, int at) {
    return bytes[at] != END;
  }

  /** Makes room for so many bytes in place of others; to be filled by the caller. */
  private static byte[] splice(
      byte[] bytes, int base, int at, int removedBytes, int addedBytes, int addedElements) {
    if (removedBytes == addedBytes && addedElements == 0) {
      return bytes;
    }
    int count = announced(bytes, base);
    int length = Math.addExact(bytes.length - removedBytes, addedBytes);
    byte[] edited = new byte[length];
    System.arraycopy(bytes, 0, edited, 0, at);
    int behind = at + removedBytes;
    System.arraycopy(bytes, behind, edited, at + addedBytes, bytes.length - behind);
    int size = length - base;
    edited[base] = (byte) size;
    edited[base + 1] = (byte) (size >>> 8);
    edited[base + 2] = (byte) (size >>> 16);
    edited[base + 3] = (byte) (size >>> 24);
    int newCount = count == UNKNOWN_COUNT ? count : Math.min(count + addedElements, UNKNOWN_COUNT);
    edited[base + COUNT_AT] = (byte) newCount;
    edited[base + COUNT_AT + 1] = (byte) (newCount >>> 8);
    return edited;
  }
}
