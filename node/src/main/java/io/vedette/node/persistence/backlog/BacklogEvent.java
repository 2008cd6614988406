package io.vedette.node.persistence.backlog;

/** What a reader of the increments tells the shard. */
public sealed interface BacklogEvent {
  /** As in the {@link BacklogRange}. */
  long reader();

  /** The files hold the range; pieces come when they are asked for. */
  record Covered(long reader) implements BacklogEvent {}

  /** The next piece; the array is the receiver's. */
  record Piece(long reader, byte[] bytes) implements BacklogEvent {}

  /** The files do not hold the range, or cannot be read any more; the last word. */
  record Failed(long reader, String reason) implements BacklogEvent {}
}
