package io.vedette.node.type.list;

import io.vedette.node.type.packed.PackedElement;
import io.vedette.node.type.packed.PackedList;
import io.vedette.protocol.resp.ReplyBuffer;

/**
 * Walks over the elements of a list in either direction; void once the list changes. A packed list
 * is walked as if it were one chunk.
 */
final class ListCursor {
  private final ListValue list;
  private int chunkIndex;
  private ListChunk chunk;

  /** Of the element in its chunk. */
  private int inChunk;

  private int at;

  private ListCursor(ListValue list) {
    this.list = list;
  }

  /** At the element of an index, which must exist. */
  static ListCursor at(ListValue list, long index) {
    ListCursor cursor = new ListCursor(list);
    cursor.seek(index);
    return cursor;
  }

  private void seek(long index) {
    long size = list.elements();
    if (index < size / 2) {
      long left = index;
      moveTo(0);
      while (left >= chunk.count) {
        left -= chunk.count;
        moveTo(chunkIndex + 1);
      }
      inChunk = (int) left;
    } else {
      long behind = size - index;
      moveTo(list.chunks() - 1);
      while (behind > chunk.count) {
        behind -= chunk.count;
        moveTo(chunkIndex - 1);
      }
      inChunk = (int) (chunk.count - behind);
    }
    at = chunk.place(inChunk);
  }

  private void moveTo(int index) {
    chunkIndex = index;
    chunk = list.chunk(index);
  }

  /** Moves to the next element; false if there is none. */
  boolean next() {
    at += PackedElement.bytesAt(chunk.bytes, at);
    if (++inChunk == chunk.count) {
      if (chunkIndex + 1 >= list.chunks()) {
        return false;
      }
      moveTo(chunkIndex + 1);
      inChunk = 0;
      at = chunk.start;
    }
    return true;
  }

  /** Moves to the element before; false if there is none. */
  boolean previous() {
    if (inChunk == 0) {
      if (chunkIndex == 0) {
        return false;
      }
      moveTo(chunkIndex - 1);
      inChunk = chunk.count;
      at = chunk.end;
    }
    inChunk--;
    at = PackedElement.before(chunk.bytes, at);
    return true;
  }

  /** Moves on in the direction away from an end. */
  boolean awayFrom(ListEnd end) {
    return end == ListEnd.HEAD ? next() : previous();
  }

  // ---- for the list, which edits at cursors

  int chunkIndex() {
    return chunkIndex;
  }

  int inChunk() {
    return inChunk;
  }

  int place() {
    return at;
  }

  ListChunk chunk() {
    return chunk;
  }

  // ---- the element

  void reply(ReplyBuffer reply) {
    PackedList.reply(reply, chunk.bytes, at);
  }

  /** A copy of its text. */
  byte[] text() {
    return PackedList.text(chunk.bytes, at);
  }

  boolean matches(ListPattern pattern) {
    return pattern.matches(chunk.bytes, at);
  }
}
