package io.vedette.node.type.list;

import io.vedette.node.store.PackedEntry;
import io.vedette.node.type.packed.PackedElement;
import java.util.Arrays;

/**
 * The chunks of a large list, in a ring that grows at both ends.
 *
 * <p>A point-in-time view is the row of the chunks as it is; from then on the list is in a new
 * epoch, and a chunk of an older one is copied before its first change. Nobody has to say that a
 * view is of no use any more.
 */
final class ListChunks {
  /** Instead of a place: the chunk is no more. */
  static final int GONE = -1;

  private static final int OBJECT_BYTES = 48;

  /** A chunk that was made this small is joined to its neighbour. */
  private static final int JOINED_PART = 4;

  private ListChunk[] ring = new ListChunk[4];
  private int head;
  private int size;
  private int epoch;
  private long elements;
  private long bytes = OBJECT_BYTES + PackedEntry.arrayBytes(4 * Integer.BYTES);

  int size() {
    return size;
  }

  long elements() {
    return elements;
  }

  /** Estimate of the heap in use. */
  long memoryBytes() {
    return bytes;
  }

  /** The same, counted chunk by chunk. */
  long countedMemoryBytes() {
    long counted = OBJECT_BYTES + PackedEntry.arrayBytes(4 * Integer.BYTES);
    counted += (long) (ring.length - 4) * Integer.BYTES;
    for (int i = 0; i < size; i++) {
      counted += get(i).memoryBytes();
    }
    return counted;
  }

  /** A chunk, only to be read. */
  ListChunk get(int index) {
    return ring[head + index & ring.length - 1];
  }

  // ---- the ring

  private void set(int index, ListChunk chunk) {
    ring[head + index & ring.length - 1] = chunk;
  }

  private void makeRoom() {
    if (size == ring.length) {
      ListChunk[] larger = new ListChunk[size * 2];
      for (int i = 0; i < size; i++) {
        larger[i] = get(i);
      }
      bytes += (long) size * Integer.BYTES;
      ring = larger;
      head = 0;
    }
  }

  /** Adds a chunk of the present epoch before the one of an index. */
  private void add(int index, ListChunk chunk) {
    makeRoom();
    if (index < size - index) {
      head = head - 1 & ring.length - 1;
      size++;
      for (int i = 0; i < index; i++) {
        set(i, get(i + 1));
      }
    } else {
      size++;
      for (int i = size - 1; i > index; i--) {
        set(i, get(i - 1));
      }
    }
    set(index, chunk);
    elements += chunk.count;
    bytes += chunk.memoryBytes();
  }

  private void remove(int index) {
    ListChunk gone = get(index);
    elements -= gone.count;
    bytes -= gone.memoryBytes();
    if (index < size - 1 - index) {
      for (int i = index; i > 0; i--) {
        set(i, get(i - 1));
      }
      set(0, null);
      head = head + 1 & ring.length - 1;
    } else {
      for (int i = index; i < size - 1; i++) {
        set(i, get(i + 1));
      }
      set(size - 1, null);
    }
    size--;
  }

  /** A chunk that may be changed, within {@link #changed}. Places in it stay what they were. */
  private ListChunk own(int index) {
    ListChunk chunk = get(index);
    if (chunk.epoch != epoch) {
      chunk = chunk.copy(epoch);
      set(index, chunk);
    }
    bytes -= chunk.memoryBytes();
    elements -= chunk.count;
    return chunk;
  }

  private void changed(ListChunk chunk) {
    bytes += chunk.memoryBytes();
    elements += chunk.count;
  }

  // ---- elements

  /** Adds chunks whose elements lie in an array from a start to an end; the array is kept. */
  void addLast(byte[] array, int start, int end, int count) {
    add(size, new ListChunk(epoch, array, start, end, count));
  }

  /** Adds an element at one end. */
  void push(ListEnd at, ListLimit limit, byte[] source, int offset, int length) {
    int index = at == ListEnd.HEAD ? 0 : size - 1;
    if (size == 0 || !fits(get(index), limit, source, offset, length)) {
      if (size > 0) {
        ListChunk full = own(index);
        full.trim();
        changed(full);
      }
      add(at == ListEnd.HEAD ? 0 : size, ListChunk.of(epoch, source, offset, length));
      return;
    }
    ListChunk chunk = own(index);
    int place = at == ListEnd.HEAD ? chunk.start : chunk.end;
    chunk.insert(place, source, offset, length, limit.bytes());
    changed(chunk);
  }

  private static boolean fits(
      ListChunk chunk, ListLimit limit, byte[] source, int offset, int length) {
    long more = PackedElement.bytesFor(source, offset, length);
    return limit.allows(chunk.listpackBytes() + more, chunk.count + 1L);
  }

  /**
   * Adds an element within a chunk.
   *
   * @param index of the chunk
   * @param place of the element behind, or the chunk's end
   * @param before how many elements of the chunk lie before
   */
  void insert(
      int index, int place, int before, ListLimit limit, byte[] source, int offset, int length) {
    ListChunk chunk = get(index);
    if (fits(chunk, limit, source, offset, length)) {
      ListChunk own = own(index);
      own.insert(place, source, offset, length, limit.bytes());
      changed(own);
      return;
    }
    int next = index + 1;
    if (before == 0) {
      next = index;
    } else if (before < chunk.count) {
      ListChunk own = own(index);
      ListChunk tail = own.splitOff(place, before);
      changed(own);
      add(index + 1, tail);
    }
    add(next, ListChunk.of(epoch, source, offset, length));
    join(next, limit);
  }

  /** Gives the element at a place of a chunk another content. */
  void replace(
      int index, int place, int before, ListLimit limit, byte[] source, int offset, int length) {
    ListChunk own = own(index);
    long old = PackedElement.bytesAt(own.bytes, place);
    long size = PackedElement.bytesFor(source, offset, length);
    if (own.count == 1 || own.listpackBytes() - old + size <= limit.bytes()) {
      own.replace(place, source, offset, length, limit.bytes());
      changed(own);
      return;
    }
    own.delete(place, place + (int) old, 1);
    changed(own);
    insert(
        index, before == 0 ? own.start : own.place(before), before, limit, source, offset, length);
  }

  /**
   * Takes away elements of one chunk, which is gone if these were all.
   *
   * @return the place in the chunk where those behind begin; {@link #GONE} if there is none left
   */
  int delete(int index, int from, int to, int count) {
    if (get(index).count == count) {
      remove(index);
      return GONE;
    }
    ListChunk own = own(index);
    int place = own.delete(from, to, count);
    changed(own);
    return place;
  }

  /** Joins a chunk that is small with its neighbours, where they have room. */
  private void join(int index, ListLimit limit) {
    joinPair(joinPair(index - 1, limit) ? index - 1 : index, limit);
  }

  /** Joins a chunk with the next one if one of them is small; says whether it did. */
  boolean joinPair(int index, ListLimit limit) {
    boolean joins = index >= 0 && index + 1 < size && joins(index, limit);
    if (joins) {
      joinNext(index);
    }
    return joins;
  }

  private boolean joins(int index, ListLimit limit) {
    ListChunk first = get(index);
    ListChunk second = get(index + 1);
    long smaller = Math.min(first.listpackBytes(), second.listpackBytes());
    long together =
        (long) first.listpackBytes() + second.listpackBytes() - ListChunk.LISTPACK_BYTES;
    return smaller <= limit.bytes() / JOINED_PART
        && limit.allows(together, (long) first.count + second.count);
  }

  private void joinNext(int index) {
    ListChunk next = get(index + 1);
    ListChunk own = own(index);
    own.append(next);
    changed(own);
    remove(index + 1);
  }

  // ---- views

  /** The chunks as they are, which will not change. */
  ListChunk[] freeze() {
    ListChunk[] chunks = new ListChunk[size];
    for (int i = 0; i < size; i++) {
      chunks[i] = get(i);
    }
    epoch++;
    return chunks;
  }

  /** Other chunks of the same elements, which share what neither changes. */
  ListChunks copy() {
    ListChunks copy = new ListChunks();
    ListChunk[] chunks = freeze();
    copy.ring = Arrays.copyOf(chunks, ring.length);
    copy.size = size;
    copy.epoch = epoch;
    copy.elements = elements;
    copy.bytes = bytes;
    return copy;
  }
}
