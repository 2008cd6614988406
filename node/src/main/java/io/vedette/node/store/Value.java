package io.vedette.node.store;

/**
 * A value that is not packed into its entry: large or growing strings, and every other type.
 *
 * <p>Changed in place between {@link Database#findForWrite} and {@link Database#changed}; never
 * shared between two keys.
 */
public interface Value {
  ValueType type();

  /** What {@code OBJECT ENCODING} answers. */
  String encoding();

  /** Estimate of the heap that this value occupies. */
  long memoryBytes();

  /** A value of the same content that shares nothing mutable with this one. */
  Value copy();

  /**
   * Mixes the content, independent of its internal order where the type has none, into a digest.
   */
  void digestInto(EntryDigest digest);
}
