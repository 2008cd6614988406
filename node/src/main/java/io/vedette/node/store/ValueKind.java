package io.vedette.node.store;

import java.util.function.Supplier;

/**
 * How the entries of a type become objects that its commands can use.
 *
 * @param large the class of the values
 * @param view makes the view of a packed entry
 * @param create makes an empty value, which lies in no entry yet
 */
public record ValueKind<V extends Value>(
    ValueType type, Class<V> large, PackedView<V> view, Supplier<V> create) {

  /** Makes the view of a packed entry. */
  @FunctionalInterface
  public interface PackedView<V> {
    /** The value that lies in the entry's array from a place on. */
    V of(PackedForm form, byte[] entry, int from);
  }

  /** The value of an entry, which is of this type. */
  public V of(Object entry) {
    if (entry instanceof byte[] packed) {
      return view.of(PackedEntry.form(packed), packed, PackedEntry.valueOffset(packed));
    }
    return large.cast(((ObjectEntry) entry).value());
  }
}
