package io.vedette.node.type.stream;

import io.vedette.node.store.PackedEntry;
import io.vedette.node.type.packed.PackedElement;
import io.vedette.node.type.packed.PackedList;
import java.util.Arrays;

/**
 * A part of a stream: some entries, whose ids are written as differences to that of the node, and
 * whose fields are left out where they are the node's. Places are indexes into the array.
 *
 * <p>Format: Redis's listpack of a stream. It begins with number of entries, number of deleted
 * ones, number of fields, the fields and 0; then each entry: flags, difference of the time, of the
 * sequence, either the values or the number of fields and fields with values, and last the number
 * of the entry's elements before this one. A deleted entry is only flagged.
 */
final class StreamNode {
  static final int DELETED = 1;
  static final int SAME_FIELDS = 2;

  static final int HEADER_BYTES = 6;
  private static final int COUNT_AT = 4;
  private static final int UNKNOWN_COUNT = 0xFFFF;
  private static final byte END = (byte) 0xFF;

  /** Flags, both differences and the number of elements. */
  private static final int FIXED_ELEMENTS = 4;

  /** Counts of entries, deleted ones and fields, and the 0 behind the fields. */
  private static final int MASTER_ELEMENTS = 4;

  /** More than any element has beside its text. */
  private static final int ELEMENT_OVERHEAD_BYTES = 10;

  /** Up to here a node's room doubles whatever it needs. */
  private static final int USUAL_BYTES = 4096;

  private static final int OBJECT_BYTES = 48;

  /** The stream's epoch when the node was made; see {@link StreamNodes}. */
  final int epoch;

  final long ms;
  final long seq;

  private byte[] bytes;
  private int size;
  private int entries;
  private int deleted;

  private StreamNode(int epoch, long ms, long seq, byte[] bytes, int size) {
    this.epoch = epoch;
    this.ms = ms;
    this.seq = seq;
    this.bytes = bytes;
    this.size = size;
  }

  /** A node for the entry of this id, which is still to be added, with its fields. */
  static StreamNode of(int epoch, StreamId id, EntryFields fields) {
    int room = HEADER_BYTES + 1 + MASTER_ELEMENTS * ELEMENT_OVERHEAD_BYTES + roomFor(fields, false);
    StreamNode node = new StreamNode(epoch, id.ms(), id.seq(), new byte[room], HEADER_BYTES + 1);
    int count = fields.count();
    int at = PackedElement.write(node.bytes, HEADER_BYTES, 0);
    at = PackedElement.write(node.bytes, at, 0);
    at = PackedElement.write(node.bytes, at, count);
    for (int i = 0; i < count; i++) {
      at =
          PackedElement.write(
              node.bytes, at, fields.bytes(), fields.offset(2 * i), fields.length(2 * i));
    }
    at = PackedElement.write(node.bytes, at, 0);
    node.added(at, MASTER_ELEMENTS + count);
    return node;
  }

  /** A node that was written before; its listpack, which is kept, must be sound. */
  static StreamNode of(int epoch, StreamId id, byte[] listpack) {
    StreamNode node = new StreamNode(epoch, id.ms(), id.seq(), listpack, listpack.length);
    node.entries = (int) PackedElement.integer(listpack, HEADER_BYTES);
    node.deleted = (int) PackedElement.integer(listpack, node.deletedAt());
    return node;
  }

  StreamNode copy(int inEpoch) {
    byte[] same = Arrays.copyOf(bytes, size);
    StreamNode copy = new StreamNode(inEpoch, ms, seq, same, size);
    copy.entries = entries;
    copy.deleted = deleted;
    return copy;
  }

  long memoryBytes() {
    return OBJECT_BYTES + PackedEntry.arrayBytes(bytes.length);
  }

  // ---- reading

  /** Its listpack is the first {@link #size} bytes of this array. */
  byte[] bytes() {
    return bytes;
  }

  /** Bytes of the listpack. */
  int size() {
    return size;
  }

  /** Where the last entry ends. */
  int end() {
    return size - 1;
  }

  /** Entries that are there. */
  int entries() {
    return entries;
  }

  /** Entries that were deleted, but are still in the listpack. */
  int deleted() {
    return deleted;
  }

  private int deletedAt() {
    return HEADER_BYTES + PackedElement.bytesAt(bytes, HEADER_BYTES);
  }

  /** The place of the number of fields, behind which the fields are. */
  int fieldsAt() {
    int at = deletedAt();
    return at + PackedElement.bytesAt(bytes, at);
  }

  /** The place of the first entry, be it deleted or not. */
  int firstAt() {
    int at = fieldsAt();
    int elements = (int) PackedElement.integer(bytes, at) + 2;
    return skip(at, elements);
  }

  /** The place so many elements behind another. */
  int skip(int at, int elements) {
    int behind = at;
    for (int i = 0; i < elements; i++) {
      behind += PackedElement.bytesAt(bytes, behind);
    }
    return behind;
  }

  /** The place of the entry that ends before a place. */
  int before(int end) {
    int at = PackedElement.before(bytes, end);
    for (long left = PackedElement.integer(bytes, at); left > 0; left--) {
      at = PackedElement.before(bytes, at);
    }
    return at;
  }

  /** The id of the last entry, be it deleted or not. */
  StreamId lastId() {
    int at = before(end());
    int msAt = skip(at, 1);
    return new StreamId(
        ms + PackedElement.integer(bytes, msAt), seq + PackedElement.integer(bytes, skip(msAt, 1)));
  }

  // ---- changes

  /** Adds the entry of an id above all others. */
  void append(StreamId id, EntryFields fields) {
    boolean same = hasFields(fields);
    reserve(roomFor(fields, same));
    int count = fields.count();
    int at = PackedElement.write(bytes, end(), same ? SAME_FIELDS : 0);
    at = PackedElement.write(bytes, at, id.ms() - ms);
    at = PackedElement.write(bytes, at, id.seq() - seq);
    int elements = FIXED_ELEMENTS + count;
    if (!same) {
      at = PackedElement.write(bytes, at, count);
      elements += count + 1;
    }
    byte[] source = fields.bytes();
    for (int i = same ? 1 : 0; i < 2 * count; i += same ? 2 : 1) {
      at = PackedElement.write(bytes, at, source, fields.offset(i), fields.length(i));
    }
    at = PackedElement.write(bytes, at, elements - 1);
    added(at, elements);
    count(1, 0);
  }

  private boolean hasFields(EntryFields fields) {
    int at = fieldsAt();
    int count = fields.count();
    if (PackedElement.integer(bytes, at) != count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      at += PackedElement.bytesAt(bytes, at);
      if (!PackedList.hasText(
          bytes, at, fields.bytes(), fields.offset(2 * i), fields.length(2 * i))) {
        return false;
      }
    }
    return true;
  }

  /** Flags the entry at a place as deleted; {@link #count} is to follow. */
  void flagDeleted(int at) {
    // Places must stay as they are, also where the flags came in a longer form than they need.
    PackedElement.setBits(bytes, at, DELETED);
  }

  /** Changes the counts of entries and deleted ones; places may change. */
  void count(int moreEntries, int moreDeleted) {
    entries += moreEntries;
    deleted += moreDeleted;
    replace(HEADER_BYTES, entries);
    if (moreDeleted != 0) {
      replace(deletedAt(), deleted);
    }
  }

  private void replace(int at, long number) {
    int old = PackedElement.bytesAt(bytes, at);
    int more = PackedElement.bytesFor(number) - old;
    if (more != 0) {
      reserve(more);
      System.arraycopy(bytes, at + old, bytes, at + old + more, size - at - old);
      size += more;
      writeSize();
    }
    PackedElement.write(bytes, at, number);
  }

  /** Gives back room that nobody is going to need. */
  void trim() {
    if (size < bytes.length) {
      bytes = Arrays.copyOf(bytes, size);
    }
  }

  // ---- the array

  /** Bytes that an entry takes at most. */
  private static int roomFor(EntryFields fields, boolean valuesOnly) {
    int step = valuesOnly ? 2 : 1;
    long room = (FIXED_ELEMENTS + 1) * ELEMENT_OVERHEAD_BYTES;
    for (int i = valuesOnly ? 1 : 0; i < 2 * fields.count(); i += step) {
      room += fields.length(i) + ELEMENT_OVERHEAD_BYTES;
    }
    return Math.toIntExact(room);
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      long twice = Math.min(2L * bytes.length, Math.max(USUAL_BYTES, bytes.length * 3L / 2));
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(twice, 1 << 30)));
    }
  }

  private void added(int end, int elements) {
    bytes[end] = END;
    size = end + 1;
    writeSize();
    int old = bytes[COUNT_AT] & 0xFF | (bytes[COUNT_AT + 1] & 0xFF) << 8;
    int now = old == UNKNOWN_COUNT ? old : Math.min(old + elements, UNKNOWN_COUNT);
    bytes[COUNT_AT] = (byte) now;
    bytes[COUNT_AT + 1] = (byte) (now >>> 8);
  }

  private void writeSize() {
    for (int i = 0; i < COUNT_AT; i++) {
      bytes[i] = (byte) (size >>> 8 * i);
    }
  }
}
