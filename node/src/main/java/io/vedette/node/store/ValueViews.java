package io.vedette.node.store;

/** Finds the value in an entry of any type but packed strings. */
@FunctionalInterface
public interface ValueViews {
  /** The value of its own object, or a view of the packed one. */
  Value of(Object entry);
}
