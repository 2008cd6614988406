package io.vedette.node.store;

/**
 * A value of any type.
 *
 * <p>One that is not packed into its entry is changed in place between {@link
 * Database#findForWrite} and {@link Database#changed} or {@link Database#putBack}; never shared
 * between two keys.
 */
public interface Value {
  ValueType type();

  /** What {@code OBJECT ENCODING} answers. */
  String encoding();

  /** How many elements, fields or members it holds; of a string the bytes. */
  long elements();

  /** Whether no key can hold it: a collection without elements, of most types. */
  default boolean isVoid() {
    return elements() == 0;
  }

  /** Estimate of the heap that this value occupies; must not depend on counting its elements. */
  long memoryBytes();

  /** A value of the same content whose changes this one does not see, nor the other way round. */
  Value copy();

  /**
   * Mixes the content, independent of its internal order where the type has none, into a digest.
   */
  void digestInto(EntryDigest digest);

  /**
   * The value as it is now. That of a packed value is to be written before the next change; that of
   * any other stays as it is, and taking it must not take longer if there are many elements.
   */
  Frozen freeze();
}
