package io.vedette.node.store;

/** Gets the entries of a snapshot, each exactly once. */
@FunctionalInterface
public interface SnapshotConsumer {
  /**
   * One entry as it was when the snapshot began. It must be read before the call returns: the next
   * write may change it in place. Databases may alternate, since a write hands over the entries
   * next to it first.
   *
   * @param database number of the database at the time the snapshot began
   * @param entry see {@link Entry}
   */
  void entry(int database, Object entry);
}
