package io.vedette.node.type.list;

import io.vedette.node.store.PackedEntry;
import io.vedette.node.type.packed.PackedElement;
import java.util.Arrays;

/**
 * A part of a large list: the elements of a listpack, without its head and end, somewhere in an
 * array, so that there may be room on both sides. Places are indexes into the array.
 */
final class ListChunk {
  /** Head and end of a listpack. */
  static final int LISTPACK_BYTES = 7;

  private static final int OBJECT_BYTES = 32;
  private static final int LEAST_ROOM = 64;

  /** The list's epoch when the chunk was made; see {@link ListChunks}. */
  final int epoch;

  byte[] bytes;
  int start;
  int end;
  int count;

  /** A chunk of these elements; the array is kept. */
  ListChunk(int epoch, byte[] bytes, int start, int end, int count) {
    this.epoch = epoch;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.count = count;
  }

  /** A chunk of the one element. */
  static ListChunk of(int epoch, byte[] source, int offset, int length) {
    byte[] bytes = new byte[PackedElement.bytesFor(source, offset, length)];
    PackedElement.write(bytes, 0, source, offset, length);
    return new ListChunk(epoch, bytes, 0, bytes.length, 1);
  }

  ListChunk copy(int inEpoch) {
    return new ListChunk(inEpoch, bytes.clone(), start, end, count);
  }

  /** Size of its listpack. */
  int listpackBytes() {
    return end - start + LISTPACK_BYTES;
  }

  long memoryBytes() {
    return OBJECT_BYTES + PackedEntry.arrayBytes(bytes.length);
  }

  /** The place of its element of this index, which must exist. */
  int place(int index) {
    if (index < count / 2) {
      int at = start;
      for (int i = 0; i < index; i++) {
        at += PackedElement.bytesAt(bytes, at);
      }
      return at;
    }
    int at = end;
    for (int i = count; i > index; i--) {
      at = PackedElement.before(bytes, at);
    }
    return at;
  }

  /**
   * Adds an element before the one at a place, or at the end.
   *
   * @param roomFor bytes that an array with room for more need not exceed
   */
  void insert(int at, byte[] source, int offset, int length, long roomFor) {
    int size = PackedElement.bytesFor(source, offset, length);
    int place = open(at, size, roomFor);
    PackedElement.write(bytes, place, source, offset, length);
    count++;
  }

  /** Gives the element at a place another content. */
  void replace(int at, byte[] source, int offset, int length, long roomFor) {
    int size = PackedElement.bytesFor(source, offset, length);
    int old = PackedElement.bytesAt(bytes, at);
    int place = at;
    if (size > old) {
      place = open(at, size - old, roomFor);
    } else if (size < old) {
      place = close(at, at + old - size);
    }
    PackedElement.write(bytes, place, source, offset, length);
  }

  /** Takes away the elements between two places; answers the place where those behind begin. */
  int delete(int from, int to, int elements) {
    count -= elements;
    return close(from, to);
  }

  /** Makes room for so many bytes at a place, on the side where less moves; answers its place. */
  private int open(int at, int size, long roomFor) {
    int front = at - start;
    int back = end - at;
    boolean atFront = front < back;
    if (atFront && start >= size) {
      System.arraycopy(bytes, start, bytes, start - size, front);
      start -= size;
      return at - size;
    }
    if (!atFront && bytes.length - end >= size) {
      System.arraycopy(bytes, at, bytes, at + size, back);
      end += size;
      return at;
    }
    int needed = Math.addExact(end - start, size);
    long room = Math.clamp(roomFor - needed, 0, Math.max(needed, LEAST_ROOM));
    byte[] made = new byte[Math.toIntExact(needed + room)];
    int from = atFront ? (int) room : 0;
    System.arraycopy(bytes, start, made, from, front);
    System.arraycopy(bytes, at, made, from + front + size, back);
    bytes = made;
    start = from;
    end = from + needed;
    return from + front;
  }

  /** Takes bytes away by moving the shorter side; answers where what was behind them is now. */
  private int close(int from, int to) {
    int front = from - start;
    int back = end - to;
    if (front < back) {
      System.arraycopy(bytes, start, bytes, start + to - from, front);
      start += to - from;
      return to;
    }
    System.arraycopy(bytes, to, bytes, from, back);
    end -= to - from;
    return from;
  }

  /** Splits the elements from a place on off into a chunk of its own. */
  ListChunk splitOff(int at, int index) {
    ListChunk tail =
        new ListChunk(epoch, Arrays.copyOfRange(bytes, at, end), 0, end - at, count - index);
    end = at;
    count = index;
    return tail;
  }

  /** Adds all elements of the chunk that follows. */
  void append(ListChunk next) {
    int more = next.end - next.start;
    byte[] made = new byte[end - start + more];
    System.arraycopy(bytes, start, made, 0, end - start);
    System.arraycopy(next.bytes, next.start, made, end - start, more);
    bytes = made;
    start = 0;
    end = made.length;
    count += next.count;
  }

  /** Gives back room that nobody is expected to need. */
  void trim() {
    if (end - start < bytes.length) {
      bytes = Arrays.copyOfRange(bytes, start, end);
      end -= start;
      start = 0;
    }
  }

  /** Writes its listpack. */
  byte[] toListpack() {
    int size = listpackBytes();
    byte[] list = new byte[size];
    for (int i = 0; i < 4; i++) {
      list[i] = (byte) (size >>> 8 * i);
    }
    int shown = Math.min(count, 0xFFFF);
    list[4] = (byte) shown;
    list[5] = (byte) (shown >>> 8);
    System.arraycopy(bytes, start, list, 6, end - start);
    list[size - 1] = (byte) 0xFF;
    return list;
  }
}
