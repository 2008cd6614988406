package io.vedette.node.type.stream;

import java.util.OptionalLong;

/**
 * How many entries a group has read and how many it has not, as far as that can be told: deleted
 * entries count as added once, and nobody knows where between two ids they were.
 */
final class ReadCount {
  private ReadCount() {}

  /** Notes that a new entry is given to a consumer of the group. */
  static void delivered(StreamValue stream, StreamGroup group, StreamId id) {
    if (group.entriesRead != StreamGroup.UNKNOWN && !isDeletedFrom(stream, id)) {
      group.entriesRead++;
    } else if (stream.entriesAdded() > 0) {
      group.entriesRead = upTo(stream, id);
    }
    group.lastDeliveredId = id;
  }

  /**
   * Number of entries that the group has not read, if it can be told; below 0 if a client set the
   * group's count too high.
   */
  static OptionalLong lag(StreamValue stream, StreamGroup group) {
    if (stream.entriesAdded() == 0) {
      return OptionalLong.of(0);
    }
    boolean counted =
        group.entriesRead != StreamGroup.UNKNOWN && !isDeletedFrom(stream, group.lastDeliveredId);
    long read = counted ? group.entriesRead : upTo(stream, group.lastDeliveredId);
    return read == StreamGroup.UNKNOWN
        ? OptionalLong.empty()
        : OptionalLong.of(stream.entriesAdded() - read);
  }

  /**
   * Whether an entry from this id on was deleted, be it that of the id; those before the first
   * entry do not matter.
   */
  private static boolean isDeletedFrom(StreamValue stream, StreamId id) {
    return stream.length() > 0
        && !stream.maxDeletedId().isZero()
        && stream.firstId().compareTo(stream.maxDeletedId()) <= 0
        && id.compareTo(stream.maxDeletedId()) <= 0;
  }

  /**
   * How many entries were added up to an id, or {@link StreamGroup#UNKNOWN}: can be told of the
   * first and last one, and what lies beyond.
   */
  static long upTo(StreamValue stream, StreamId id) {
    if (stream.entriesAdded() == 0) {
      return 0;
    }
    int toLast = id.compareTo(stream.lastId());
    if (toLast == 0 || toLast < 0 && stream.length() == 0) {
      return stream.entriesAdded();
    }
    if (toLast > 0) {
      return StreamGroup.UNKNOWN;
    }
    boolean whole =
        stream.maxDeletedId().isZero() || stream.maxDeletedId().compareTo(stream.firstId()) < 0;
    int toFirst = id.compareTo(stream.firstId());
    if (whole && toFirst <= 0) {
      long before = stream.entriesAdded() - stream.length();
      return toFirst < 0 ? before : before + 1;
    }
    return StreamGroup.UNKNOWN;
  }
}
