package io.vedette.protocol.rdb.stream;

import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.Slice;
import java.util.OptionalLong;

/**
 * Receives the parts of one stream in their order: nodes, ids, then groups, each with all that is
 * pending and its consumers, each with what is pending for it. Slices are valid during the call
 * only. Every method may refuse its part.
 */
public interface StreamVisitor {
  /** The id of an entry; both numbers are unsigned. */
  record Id(long ms, long seq) {
    boolean isAbove(Id other) {
      int byTime = Long.compareUnsigned(ms, other.ms);
      return byTime > 0 || byTime == 0 && Long.compareUnsigned(seq, other.seq) > 0;
    }

    boolean isZero() {
      return (ms | seq) == 0;
    }
  }

  /** Some entries, whose id is above those of the nodes before; the listpack is sound. */
  void node(Id id, Slice listpack) throws RdbException;

  /**
   * What is known of the ids, after all nodes.
   *
   * @param first null if the type does not tell it; the two behind it are made up then
   */
  void ids(Id last, Id first, Id maxDeleted, long entriesAdded) throws RdbException;

  /**
   * A group.
   *
   * @param entriesRead empty if the type does not tell it
   */
  void group(Slice name, Id lastDelivered, OptionalLong entriesRead) throws RdbException;

  /** An entry that is pending in the group. */
  void pending(Id id, long timeMs, long deliveries) throws RdbException;

  /** A consumer of the group. */
  void consumer(Slice name, long seenTimeMs, long activeTimeMs) throws RdbException;

  /** An entry that is pending for the consumer. */
  void pendingForConsumer(Id id) throws RdbException;

  /** Nothing more of the group follows. */
  void endGroup() throws RdbException;

  /** The value that was read, which has so many entries. */
  Object end(long entries);
}
