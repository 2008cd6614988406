package io.vedette.node.type.stream;

import io.vedette.node.type.packed.PackedElement;
import io.vedette.node.type.packed.PackedList;
import io.vedette.node.type.packed.PackedText;
import io.vedette.protocol.resp.ReplyBuffer;

/**
 * Visits the entries of a range of ids, in either direction. To be thrown away when the stream
 * changes.
 */
final class StreamCursor {
  private final StreamNodes nodes;
  private final StreamId first;
  private final StreamId last;
  private final boolean backwards;

  private int index;
  private StreamNode node;

  /** Where the entry ends that was visited, or when going back begins. */
  private int edge;

  /** Where the edge is once the node is passed through. */
  private int farEdge;

  private long ms;
  private long seq;
  private int entryAt;
  private int fieldCount;
  private boolean sameFields;

  /** The first value of an entry with the node's fields, else the first field. */
  private int contentAt;

  /**
   * @param first the lowest id, inclusive
   * @param last the highest id, inclusive
   */
  StreamCursor(StreamNodes nodes, StreamId first, StreamId last, boolean backwards) {
    this.nodes = nodes;
    this.first = first;
    this.last = last;
    this.backwards = backwards;
    index = backwards ? nodes.floor(last.ms(), last.seq()) : nodes.floor(first.ms(), first.seq());
    if (!backwards && index < 0) {
      index = 0;
    }
    enter();
  }

  private void enter() {
    if (index < 0 || index >= nodes.size()) {
      node = null;
      return;
    }
    node = nodes.get(index);
    edge = backwards ? node.end() : node.firstAt();
    farEdge = backwards ? node.firstAt() : node.end();
  }

  /** Goes to the next entry; false if there is none. */
  boolean next() {
    while (node != null) {
      while (edge != farEdge) {
        if (step() && isWithin()) {
          return true;
        }
        if (node == null) {
          return false;
        }
      }
      index += backwards ? -1 : 1;
      enter();
    }
    return false;
  }

  /** Passes over an entry; whether it is there, and not deleted. */
  private boolean step() {
    byte[] bytes = node.bytes();
    entryAt = backwards ? node.before(edge) : edge;
    long flags = PackedElement.integer(bytes, entryAt);
    int at = entryAt + PackedElement.bytesAt(bytes, entryAt);
    ms = node.ms + PackedElement.integer(bytes, at);
    at += PackedElement.bytesAt(bytes, at);
    seq = node.seq + PackedElement.integer(bytes, at);
    at += PackedElement.bytesAt(bytes, at);
    sameFields = (flags & StreamNode.SAME_FIELDS) != 0;
    int elements;
    if (sameFields) {
      fieldCount = (int) PackedElement.integer(bytes, node.fieldsAt());
      elements = fieldCount;
    } else {
      fieldCount = (int) PackedElement.integer(bytes, at);
      at += PackedElement.bytesAt(bytes, at);
      elements = 2 * fieldCount;
    }
    contentAt = at;
    edge = backwards ? entryAt : node.skip(at, elements + 1);
    return (flags & StreamNode.DELETED) == 0;
  }

  /** Whether the entry lies in the range; ends the visit when it lies beyond. */
  private boolean isWithin() {
    boolean aboveFirst = StreamId.compare(ms, seq, first.ms(), first.seq()) >= 0;
    boolean belowLast = StreamId.compare(ms, seq, last.ms(), last.seq()) <= 0;
    if (backwards ? !aboveFirst : !belowLast) {
      node = null;
    }
    return aboveFirst && belowLast;
  }

  // ---- the entry

  long ms() {
    return ms;
  }

  long seq() {
    return seq;
  }

  StreamId id() {
    return new StreamId(ms, seq);
  }

  /** Number of its fields. */
  int fieldCount() {
    return fieldCount;
  }

  /** Replies with the id, and an array of fields and values in turn. */
  void reply(ReplyBuffer reply) {
    reply.array(2);
    replyId(reply);
    replyFields(reply);
  }

  /** Replies with an array of the entries that are left, up to so many; says how many. */
  int replyAll(ReplyBuffer reply, long count) {
    int begun = reply.beginArray();
    int replied = 0;
    while (replied < count && next()) {
      reply(reply);
      replied++;
    }
    reply.endArray(begun, replied);
    return replied;
  }

  void replyId(ReplyBuffer reply) {
    byte[] text = new byte[StreamId.LONGEST_TEXT];
    reply.bulk(text, 0, StreamId.write(ms, seq, '-', text, 0));
  }

  private void replyFields(ReplyBuffer reply) {
    byte[] bytes = node.bytes();
    reply.array(2 * fieldCount);
    int fieldAt = node.fieldsAt();
    int at = contentAt;
    for (int i = 0; i < fieldCount; i++) {
      if (sameFields) {
        fieldAt += PackedElement.bytesAt(bytes, fieldAt);
        PackedList.reply(reply, bytes, fieldAt);
      } else {
        PackedList.reply(reply, bytes, at);
        at += PackedElement.bytesAt(bytes, at);
      }
      PackedList.reply(reply, bytes, at);
      at += PackedElement.bytesAt(bytes, at);
    }
  }

  /** Gets the texts of an entry. */
  @FunctionalInterface
  interface FieldVisitor {
    void text(byte[] bytes, int offset, int length);
  }

  /** Shows fields and values in turn. */
  void forEachText(FieldVisitor visitor) {
    byte[] bytes = node.bytes();
    PackedText text = new PackedText();
    int fieldAt = node.fieldsAt();
    int at = contentAt;
    for (int i = 0; i < fieldCount; i++) {
      if (sameFields) {
        fieldAt += PackedElement.bytesAt(bytes, fieldAt);
        show(visitor, text.of(bytes, fieldAt));
      } else {
        show(visitor, text.of(bytes, at));
        at += PackedElement.bytesAt(bytes, at);
      }
      show(visitor, text.of(bytes, at));
      at += PackedElement.bytesAt(bytes, at);
    }
  }

  private static void show(FieldVisitor visitor, PackedText text) {
    visitor.text(text.bytes(), text.offset(), text.length());
  }

  // ---- for the stream itself

  /** Index of the entry's node. */
  int nodeIndex() {
    return index;
  }

  /** Where in the node the entry begins. */
  int entryAt() {
    return entryAt;
  }
}
