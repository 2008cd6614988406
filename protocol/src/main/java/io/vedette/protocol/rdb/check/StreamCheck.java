package io.vedette.protocol.rdb.check;

import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.stream.StreamVisitor;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** Keeps of a stream no more than what is pending in a group, to compare its consumers' with. */
final class StreamCheck implements StreamVisitor {
  private final Set<Id> pendingOfGroup = new HashSet<>();

  @Override
  public void node(Id id, Slice listpack) {
    // Its reader has looked at it.
  }

  @Override
  public void ids(Id last, Id first, Id maxDeleted, long entriesAdded) {
    // Any will do.
  }

  @Override
  public void group(Slice name, Id lastDelivered, OptionalLong entriesRead) {
    pendingOfGroup.clear();
  }

  @Override
  public void pending(Id id, long timeMs, long deliveries) throws RdbException {
    if (!pendingOfGroup.add(id)) {
      throw new RdbException("Duplicated global PEL entry loading stream consumer group");
    }
  }

  @Override
  public void consumer(Slice name, long seenTimeMs, long activeTimeMs) {
    // What is pending for it counts.
  }

  @Override
  public void pendingForConsumer(Id id) throws RdbException {
    if (!pendingOfGroup.contains(id)) {
      throw new RdbException("Consumer entry not found in group global PEL");
    }
  }

  @Override
  public void endGroup() {
    // Entries that are nobody's are passed over.
  }

  @Override
  public Object end(long entries) {
    return entries;
  }
}
