package io.vedette.node.store;

/**
 * A value that lies packed in its entry, behind the key, while it is small, and is an object of its
 * own when it is large.
 *
 * <p>Of a packed one, an instance is only a view that one command makes: it reads and edits the
 * entry's array from {@link #from} on. An edit that changes the length makes a new array with the
 * same bytes in front; {@link Database#putBack} puts it into the entry's place. A value that was
 * made for itself, not found, has its bytes from 0 on until it is put.
 */
public abstract class PackableValue implements Value {
  private byte[] bytes;
  private final int from;

  /** A packed value: the bytes of an array from a place on. */
  protected PackableValue(byte[] bytes, int from) {
    this.bytes = bytes;
    this.from = from;
  }

  /** A large value. */
  protected PackableValue() {
    this(null, 0);
  }

  public final boolean isPacked() {
    return bytes != null;
  }

  /** The array that holds a packed value, from {@link #from} to its end. */
  public final byte[] bytes() {
    return bytes;
  }

  /** Where a packed value begins in its array; 0 where it lies in no entry yet. */
  public final int from() {
    return from;
  }

  /** The form of a packed value. */
  public abstract PackedForm form();

  /** An edit of a packed value answered with this array. */
  protected final void edited(byte[] array) {
    bytes = array;
  }

  /** The value is an object of its own from now on. */
  protected final void unpacked() {
    bytes = null;
  }

  /** What {@code OBJECT ENCODING} answers of a large value. */
  protected abstract String largeEncoding();

  /** Estimate of the heap that a large value occupies; kept as it changes, not counted. */
  protected abstract long largeMemoryBytes();

  @Override
  public final ValueType type() {
    return form().type();
  }

  @Override
  public final String encoding() {
    return isPacked() ? form().encoding() : largeEncoding();
  }

  @Override
  public final long memoryBytes() {
    return isPacked() ? PackedEntry.arrayBytes(bytes.length) : largeMemoryBytes();
  }
}
