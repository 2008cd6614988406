package io.vedette.node.type.stream;

import io.vedette.node.store.EntryDigest;
import io.vedette.node.store.Frozen;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.store.Value;
import io.vedette.node.store.ValueKind;
import io.vedette.node.store.ValueType;

/** A stream: entries in order of their ids, what its ids were so far, and its groups. */
public final class StreamValue implements Value {
  public static final ValueKind<StreamValue> KIND =
      new ValueKind<>(
          ValueType.STREAM,
          StreamValue.class,
          (form, entry, from) -> {
            throw new IllegalArgumentException("streams are not packed: " + form);
          },
          StreamValue::new);

  /** Most bytes of a node, and of an entry's fields and values; Redis's own limit. */
  static final long MAX_NODE_BYTES = 1L << 30;

  /** This object and up to three ids. */
  private static final int OBJECT_BYTES = 56 + 3 * 24;

  private final StreamNodes nodes;
  private final StreamGroups groups;
  private long length;
  private StreamId lastId = StreamId.MIN;
  private StreamId firstId = StreamId.MIN;
  private StreamId maxDeletedId = StreamId.MIN;
  private long entriesAdded;

  StreamValue() {
    this(new StreamNodes(), new StreamGroups());
  }

  private StreamValue(StreamNodes nodes, StreamGroups groups) {
    this.nodes = nodes;
    this.groups = groups;
  }

  // ---- as a value

  @Override
  public ValueType type() {
    return ValueType.STREAM;
  }

  @Override
  public String encoding() {
    return "stream";
  }

  @Override
  public long elements() {
    return length;
  }

  /** A stream without entries still has its ids and groups. */
  @Override
  public boolean isVoid() {
    return false;
  }

  @Override
  public long memoryBytes() {
    return OBJECT_BYTES + nodes.memoryBytes() + groups.memoryBytes();
  }

  @Override
  public StreamValue copy() {
    StreamValue copy = new StreamValue(nodes.copy(), groups.copy());
    copy.length = length;
    copy.restoreIds(lastId, firstId, maxDeletedId, entriesAdded);
    return copy;
  }

  @Override
  public void digestInto(EntryDigest digest) {
    StreamCursor entries = range(StreamId.MIN, StreamId.MAX);
    byte[] id = new byte[StreamId.LONGEST_TEXT];
    while (entries.next()) {
      digest.mix(id, 0, StreamId.write(entries.ms(), entries.seq(), '.', id, 0));
      entries.forEachText(digest::mix);
    }
  }

  @Override
  public Frozen freeze() {
    return new FrozenStream(this);
  }

  // ---- what is known of it

  /** Number of entries. */
  public long length() {
    return length;
  }

  /** The highest id that was ever used, or what XSETID set. */
  public StreamId lastId() {
    return lastId;
  }

  /** The id of the first entry; zero if there is none. */
  public StreamId firstId() {
    return firstId;
  }

  /** The highest id of those that XDEL deleted. */
  public StreamId maxDeletedId() {
    return maxDeletedId;
  }

  /** How many entries were ever added. */
  public long entriesAdded() {
    return entriesAdded;
  }

  StreamGroups groups() {
    return groups;
  }

  StreamNodes nodes() {
    return nodes;
  }

  // ---- entries

  /** Visits the entries of these ids and those between, the lowest first. */
  StreamCursor range(StreamId first, StreamId last) {
    return new StreamCursor(nodes, first, last, false);
  }

  /** The same, the highest first. */
  StreamCursor rangeBackwards(StreamId first, StreamId last) {
    return new StreamCursor(nodes, first, last, true);
  }

  /** The entry of an id; null if there is none. */
  StreamCursor find(StreamId id) {
    StreamCursor entry = range(id, id);
    return entry.next() ? entry : null;
  }

  /** Whether there is an entry of a higher id. */
  boolean hasEntryBehind(StreamId id) {
    return length > 0 && lastId.compareTo(id) > 0 && lastEntryId().compareTo(id) > 0;
  }

  /** The id of the last entry; zero if there is none. */
  StreamId lastEntryId() {
    StreamCursor entries = rangeBackwards(StreamId.MIN, StreamId.MAX);
    return entries.next() ? entries.id() : StreamId.MIN;
  }

  /** The id that an entry gets which is added now; null if there is none left. */
  StreamId nextId(long nowMs) {
    if (nowMs > lastId.ms() && lastId.ms() >= 0) {
      return new StreamId(nowMs, 0);
    }
    return lastId.isMax() ? null : lastId.next();
  }

  /** Adds an entry, whose id must be above {@link #lastId}. */
  void append(StreamId id, EntryFields fields, PackedLimits limits) {
    StreamNode tail = nodes.last();
    if (tail != null && isFull(tail, fields, limits)) {
      // Room that a view shares must stay as it is.
      StreamNode full = nodes.own(nodes.size() - 1);
      full.trim();
      nodes.changed(full);
      tail = null;
    }
    if (tail == null) {
      StreamNode made = StreamNode.of(nodes.epoch(), id, fields);
      made.append(id, fields);
      nodes.addLast(made);
    } else {
      StreamNode own = nodes.own(nodes.size() - 1);
      own.append(id, fields);
      nodes.changed(own);
    }
    length++;
    entriesAdded++;
    lastId = id;
    if (length == 1) {
      firstId = id;
    }
  }

  private static boolean isFull(StreamNode node, EntryFields fields, PackedLimits limits) {
    long maxBytes = limits.streamNodeMaxBytes;
    if (maxBytes == 0 || maxBytes > MAX_NODE_BYTES) {
      maxBytes = MAX_NODE_BYTES;
    }
    long entries = (long) node.entries() + node.deleted();
    return node.size() + textBytes(fields) >= maxBytes
        || limits.streamNodeMaxEntries > 0 && entries >= limits.streamNodeMaxEntries;
  }

  /** Bytes of all fields and values. */
  static long textBytes(EntryFields fields) {
    long bytes = 0;
    for (int i = 0; i < 2 * fields.count(); i++) {
      bytes += fields.length(i);
    }
    return bytes;
  }

  /** Deletes an entry; false if there is none of this id. */
  boolean delete(StreamId id) {
    StreamCursor entry = find(id);
    if (entry == null) {
      return false;
    }
    int index = entry.nodeIndex();
    if (nodes.get(index).entries() == 1) {
      nodes.remove(index);
    } else {
      StreamNode own = nodes.own(index);
      own.flagDeleted(entry.entryAt());
      own.count(-1, 1);
      nodes.changed(own);
    }
    length--;
    if (id.compareTo(maxDeletedId) > 0) {
      maxDeletedId = id;
    }
    if (id.equals(firstId)) {
      findFirstId();
    }
    return true;
  }

  /** Takes the whole first node away, {@link #findFirstId} is to follow; says how many entries. */
  long removeFirstNode() {
    int entries = nodes.get(0).entries();
    nodes.remove(0);
    length -= entries;
    return entries;
  }

  /**
   * Deletes entries of the first node from the start; {@link #findFirstId} is to follow.
   *
   * @param minId where to end; null to go by the number of entries
   * @param maxLength of how many entries to end if there is no such id
   * @return how many
   */
  long trimFirstNode(StreamId minId, long maxLength) {
    StreamNode own = nodes.own(0);
    StreamCursor entries = range(StreamId.MIN, StreamId.MAX);
    int trimmed = 0;
    while (entries.next()
        && entries.nodeIndex() == 0
        && (minId == null ? length - trimmed > maxLength : entries.id().compareTo(minId) < 0)) {
      own.flagDeleted(entries.entryAt());
      trimmed++;
    }
    // With an entry that was deleted behind the last of these it stays, empty, as in Redis.
    own.count(-trimmed, trimmed);
    nodes.changed(own);
    length -= trimmed;
    return trimmed;
  }

  /** Looks which entry is the first one now. */
  void findFirstId() {
    StreamCursor entries = range(StreamId.MIN, StreamId.MAX);
    firstId = entries.next() ? entries.id() : StreamId.MIN;
  }

  // ---- restoring

  /** Sets what is known of the ids, as XSETID or a snapshot says. */
  void restoreIds(StreamId lastId, StreamId firstId, StreamId maxDeletedId, long entriesAdded) {
    this.lastId = lastId;
    this.firstId = firstId;
    this.maxDeletedId = maxDeletedId;
    this.entriesAdded = entriesAdded;
  }

  /** Adds a node of a snapshot, whose id is above those so far; the listpack is kept. */
  void restoreNode(StreamId id, byte[] listpack) {
    StreamNode node = StreamNode.of(nodes.epoch(), id, listpack);
    nodes.addLast(node);
    length += node.entries();
  }
}
