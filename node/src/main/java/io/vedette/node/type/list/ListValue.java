package io.vedette.node.type.list;

import io.vedette.node.store.EntryDigest;
import io.vedette.node.store.Frozen;
import io.vedette.node.store.PackableValue;
import io.vedette.node.store.PackedForm;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.store.ValueKind;
import io.vedette.node.store.ValueType;
import io.vedette.node.type.packed.PackedElement;
import io.vedette.node.type.packed.PackedList;
import io.vedette.node.type.packed.PackedText;
import java.util.Arrays;
import java.util.List;

/**
 * A list. Packed: a listpack. Large: chunks of listpacks, which grow in place.
 *
 * <p>A list leaves its entry well before Redis would make a quicklist of it, since every change
 * makes a new entry; what {@code OBJECT ENCODING} answers follows Redis's limits all the same.
 */
public final class ListValue extends PackableValue {
  /** How entries become lists. */
  public static final ValueKind<ListValue> KIND =
      new ValueKind<>(
          ValueType.LIST,
          ListValue.class,
          (form, entry, from) -> new ListValue(entry, from),
          ListValue::new);

  /** Longest listpack that stays in its entry. */
  static final int MAX_PACKED_BYTES = 512;

  private static final int OBJECT_BYTES = 32;
  private static final int HEAD_BYTES = 6;

  /** Most that an element needs beyond its text. */
  private static final int ELEMENT_OVERHEAD = 10;

  /** Where the large form is; null while packed. */
  private ListChunks chunks;

  /** Whether it is shown as a quicklist and no more as a listpack. */
  private boolean quicklist;

  /** An empty list. */
  ListValue() {
    this(PackedList.empty(), 0);
  }

  /** A packed list: a listpack. */
  ListValue(byte[] bytes, int from) {
    super(bytes, from);
  }

  /** A large list. */
  ListValue(ListChunks chunks, boolean quicklist) {
    this.chunks = chunks;
    this.quicklist = quicklist;
  }

  /** A list of these elements. */
  public static ListValue of(PackedLimits limits, List<byte[]> elements) {
    ListValue list = new ListValue();
    ListLimit limit = ListLimit.of(limits);
    list.expect(limit, elements.stream().mapToLong(text -> text.length).sum(), elements.size());
    for (byte[] element : elements) {
      list.push(ListEnd.TAIL, limit, element, 0, element.length);
    }
    return list;
  }

  /**
   * Copies of elements.
   *
   * @param from of the first, counted from the head, or else from the tail
   * @param until behind the last, counted so as well
   */
  public byte[][] texts(int from, int until, boolean fromTail) {
    byte[][] texts = new byte[Math.max(0, until - from)][];
    ListEnd end = fromTail ? ListEnd.TAIL : ListEnd.HEAD;
    ListCursor at = texts.length == 0 ? null : at(fromTail ? -1L - from : from);
    for (int i = 0; i < texts.length; i++) {
      if (i > 0) {
        at.awayFrom(end);
      }
      texts[i] = at.text();
    }
    return texts;
  }

  // ---- for cursors

  int chunks() {
    return isPacked() ? 1 : chunks.size();
  }

  ListChunk chunk(int index) {
    return isPacked()
        ? new ListChunk(0, bytes(), from() + HEAD_BYTES, bytes().length - 1, (int) elements())
        : chunks.get(index);
  }

  // ---- elements

  /** The element next to an end; there must be one. */
  ListCursor at(ListEnd end) {
    return ListCursor.at(this, end == ListEnd.HEAD ? 0 : elements() - 1);
  }

  /** The element of an index, negative ones counted from the end; null if there is none. */
  ListCursor at(long index) {
    long size = elements();
    long from = index < 0 ? size + index : index;
    return from < 0 || from >= size ? null : ListCursor.at(this, from);
  }

  /**
   * Makes it a quicklist, as Redis does, if a listpack would become too large.
   *
   * @param textBytes of the elements that are about to be added
   */
  void expect(ListLimit limit, long textBytes, long more) {
    if (!quicklist && !limit.allows(listpackBytes() + textBytes, elements() + more)) {
      unpack();
      quicklist = true;
    }
  }

  private long listpackBytes() {
    if (isPacked()) {
      return bytes().length - from();
    }
    long sum = ListChunk.LISTPACK_BYTES;
    for (int i = 0; i < chunks.size(); i++) {
      sum += chunks.get(i).listpackBytes() - ListChunk.LISTPACK_BYTES;
    }
    return sum;
  }

  /** Makes room for an element in the packed form, or else leaves that. */
  private void unpackFor(int length) {
    if (isPacked()
        && (long) bytes().length - from() + length + ELEMENT_OVERHEAD > MAX_PACKED_BYTES) {
      unpack();
    }
  }

  private void unpack() {
    if (isPacked()) {
      ListChunk only = chunk(0);
      chunks = new ListChunks();
      if (only.count > 0) {
        chunks.addLast(
            Arrays.copyOfRange(only.bytes, only.start, only.end),
            0,
            only.end - only.start,
            only.count);
      }
      unpacked();
    }
  }

  /** Adds an element at an end. */
  void push(ListEnd end, ListLimit limit, byte[] source, int offset, int length) {
    unpackFor(length);
    if (isPacked()) {
      int at = end == ListEnd.HEAD ? PackedList.first(bytes(), from()) : PackedList.NONE;
      edited(PackedList.insert(bytes(), from(), at, source, offset, length));
    } else {
      chunks.push(end, limit, source, offset, length);
    }
  }

  /** Adds an element before or behind that of a cursor. */
  void insert(
      ListCursor at, boolean before, ListLimit limit, byte[] source, int offset, int length) {
    int index = at.chunkIndex();
    int inChunk = at.inChunk() + (before ? 0 : 1);
    int place = at.place();
    if (isPacked()) {
      place = before ? place : PackedList.next(bytes(), place);
      if (bytes().length - from() + length + ELEMENT_OVERHEAD <= MAX_PACKED_BYTES) {
        edited(PackedList.insert(bytes(), from(), place, source, offset, length));
        return;
      }
      unpack();
      place = chunks.get(0).place(inChunk);
    } else if (!before) {
      place += PackedElement.bytesAt(at.chunk().bytes, place);
    }
    chunks.insert(index, place, inChunk, limit, source, offset, length);
  }

  /** Gives the element of a cursor another content. */
  void replace(ListCursor at, ListLimit limit, byte[] source, int offset, int length) {
    int place = at.place();
    if (isPacked()) {
      if (bytes().length - from() + length + ELEMENT_OVERHEAD <= MAX_PACKED_BYTES) {
        edited(PackedList.replace(bytes(), from(), place, source, offset, length));
        return;
      }
      unpack();
      place = chunks.get(0).place(at.inChunk());
    }
    chunks.replace(at.chunkIndex(), place, at.inChunk(), limit, source, offset, length);
  }

  /** Takes away so many elements from an index on, which must all be there. */
  void remove(long index, long count, ListLimit limit) {
    if (count == 0) {
      return;
    }
    ListCursor at = ListCursor.at(this, index);
    if (isPacked()) {
      edited(PackedList.delete(bytes(), from(), at.place(), (int) count));
      return;
    }
    int chunk = at.chunkIndex();
    int inChunk = at.inChunk();
    for (long left = count; left > 0; ) {
      ListChunk part = chunks.get(chunk);
      int n = (int) Math.min(left, part.count - inChunk);
      int from = inChunk == 0 ? part.start : part.place(inChunk);
      int to = inChunk + n == part.count ? part.end : part.place(inChunk + n);
      if (chunks.delete(chunk, from, to, n) != ListChunks.GONE) {
        chunk++;
      }
      inChunk = 0;
      left -= n;
    }
    chunks.joinPair(chunk - 1, limit);
    shrunk(limit);
  }

  /** Takes away the elements that match, at most so many, seen from an end; says how many. */
  long removeMatching(ListPattern pattern, ListEnd end, long most, ListLimit limit) {
    long removed = isPacked() ? removePacked(pattern, end, most) : 0;
    if (isPacked()) {
      return removed;
    }
    int chunk = end == ListEnd.HEAD ? 0 : chunks.size() - 1;
    while (chunk >= 0 && chunk < chunks.size() && removed < most) {
      int sizeBefore = chunks.size();
      removed += removeFrom(chunk, pattern, end, most - removed);
      boolean gone = chunks.size() < sizeBefore;
      if (end == ListEnd.TAIL) {
        chunks.joinPair(gone ? chunk - 1 : chunk, limit);
        chunk--;
      } else if (!gone && !chunks.joinPair(chunk - 1, limit)) {
        chunk++;
      }
    }
    if (removed > 0 && chunks.size() > 0) {
      shrunk(limit);
    }
    return removed;
  }

  private long removeFrom(int index, ListPattern pattern, ListEnd end, long most) {
    long removed = 0;
    ListChunk chunk = chunks.get(index);
    int left = chunk.count;
    int at = end == ListEnd.HEAD ? chunk.start : chunk.end;
    while (left-- > 0 && removed < most) {
      int from = end == ListEnd.HEAD ? at : PackedElement.before(chunk.bytes, at);
      int to = from + PackedElement.bytesAt(chunk.bytes, from);
      if (pattern.matches(chunk.bytes, from)) {
        at = chunks.delete(index, from, to, 1);
        removed++;
        if (at == ListChunks.GONE) {
          return removed;
        }
        chunk = chunks.get(index);
      } else {
        at = end == ListEnd.HEAD ? to : from;
      }
    }
    return removed;
  }

  private long removePacked(ListPattern pattern, ListEnd end, long most) {
    long removed = 0;
    int at =
        end == ListEnd.HEAD ? PackedList.first(bytes(), from()) : PackedList.last(bytes(), from());
    while (at != PackedList.NONE && removed < most) {
      boolean matches = pattern.matches(bytes(), at);
      int before = end == ListEnd.TAIL ? PackedList.previous(bytes(), from(), at) : at;
      if (matches) {
        edited(PackedList.delete(bytes(), from(), at, 1));
        removed++;
      }
      if (end == ListEnd.TAIL) {
        at = before;
      } else if (!matches) {
        at = PackedList.next(bytes(), at);
      } else if (!PackedList.isElement(bytes(), at)) {
        at = PackedList.NONE;
      }
    }
    return removed;
  }

  /** Elements were taken away: shows it as a listpack again if it has become short. */
  void shrunk(ListLimit limit) {
    if (quicklist && chunks.size() == 1) {
      ListChunk only = chunks.get(0);
      quicklist = !limit.allowsAgain(only.listpackBytes(), only.count);
    }
  }

  // ---- as a value

  @Override
  public PackedForm form() {
    return PackedForm.LIST;
  }

  @Override
  protected String largeEncoding() {
    return quicklist ? "quicklist" : "listpack";
  }

  @Override
  public long elements() {
    return isPacked() ? PackedList.count(bytes(), from()) : chunks.elements();
  }

  @Override
  protected long largeMemoryBytes() {
    return OBJECT_BYTES + chunks.memoryBytes();
  }

  /** The same, counted chunk by chunk. */
  long countedMemoryBytes() {
    return OBJECT_BYTES + chunks.countedMemoryBytes();
  }

  @Override
  public ListValue copy() {
    return isPacked()
        ? new ListValue(Arrays.copyOfRange(bytes(), from(), bytes().length), 0)
        : new ListValue(chunks.copy(), quicklist);
  }

  @Override
  public void digestInto(EntryDigest digest) {
    PackedText text = new PackedText();
    for (int i = 0; i < chunks(); i++) {
      ListChunk chunk = chunk(i);
      for (int at = chunk.start; at < chunk.end; at += PackedElement.bytesAt(chunk.bytes, at)) {
        text.of(chunk.bytes, at);
        digest.mix(text.bytes(), text.offset(), text.length());
      }
    }
  }

  @Override
  public Frozen freeze() {
    return isPacked()
        ? new ListRdb.FrozenPacked(bytes(), from())
        : new ListRdb.FrozenChunks(chunks.freeze());
  }
}
