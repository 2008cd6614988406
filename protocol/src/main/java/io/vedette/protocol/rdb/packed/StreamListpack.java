package io.vedette.protocol.rdb.packed;

import io.vedette.protocol.rdb.RdbException;

/**
 * A node of a stream: a listpack with a head (entries, deleted ones, number of common fields, their
 * names, 0), then for each entry flags, the differences of its id, its fields and values, and how
 * many elements that were.
 */
public final class StreamListpack implements PackedVisitor {
  private static final int DELETED = 1;
  private static final int SAME_FIELDS = 2;
  private static final int ENTRY_HEAD = 3;

  private enum Expected {
    COUNT,
    DELETED_COUNT,
    COMMON_FIELDS,
    COMMON_NAMES,
    FLAGS,
    ID_DIFFERENCES,
    FIELDS,
    CONTENT,
    ELEMENTS
  }

  private Expected expected = Expected.COUNT;
  private long count;
  private long live;
  private long deleted;
  private long commonFields;
  private long left;
  private long elements;
  private long flags;

  private StreamListpack() {}

  /**
   * Checks a node.
   *
   * @return how many entries it holds that are not deleted
   * @throws RdbException if it is malformed
   */
  public static long check(byte[] bytes, int offset, int length) throws RdbException {
    StreamListpack node = new StreamListpack();
    Listpack.read(bytes, offset, length, node);
    if (node.expected != Expected.FLAGS || node.live != 0 || node.deleted != 0) {
      throw broken();
    }
    return node.count;
  }

  @Override
  public void string(byte[] bytes, int offset, int length) throws RdbException {
    switch (expected) {
      case COMMON_NAMES, CONTENT -> part(-1);
      default -> throw broken();
    }
  }

  @Override
  public void integer(long value) throws RdbException {
    switch (expected) {
      case COUNT -> {
        live = natural(value);
        count = value;
        expected = Expected.DELETED_COUNT;
      }
      case DELETED_COUNT -> {
        deleted = natural(value);
        expected = Expected.COMMON_FIELDS;
      }
      case COMMON_FIELDS -> {
        commonFields = natural(value);
        left = commonFields + 1;
        expected = Expected.COMMON_NAMES;
      }
      case FLAGS -> begin(value);
      case FIELDS -> {
        elements = ENTRY_HEAD + 1;
        content(2 * natural(value));
      }
      case ELEMENTS -> {
        if (value != elements) {
          throw broken();
        }
        expected = Expected.FLAGS;
      }
      case COMMON_NAMES, ID_DIFFERENCES, CONTENT -> part(value);
    }
  }

  private void begin(long value) throws RdbException {
    flags = value;
    if ((flags & DELETED) != 0) {
      deleted--;
    } else {
      live--;
    }
    left = 2;
    expected = Expected.ID_DIFFERENCES;
  }

  private void content(long parts) throws RdbException {
    if (parts < 0) {
      throw broken();
    }
    left = parts;
    elements += parts;
    expected = parts == 0 ? Expected.ELEMENTS : Expected.CONTENT;
  }

  /** One of several; {@code value} is -1 unless it is a number. */
  private void part(long value) throws RdbException {
    if (--left > 0) {
      return;
    }
    switch (expected) {
      case COMMON_NAMES -> {
        if (value != 0) {
          throw broken();
        }
        expected = Expected.FLAGS;
      }
      case ID_DIFFERENCES -> {
        if ((flags & SAME_FIELDS) != 0) {
          elements = ENTRY_HEAD;
          content(commonFields);
        } else {
          expected = Expected.FIELDS;
        }
      }
      case CONTENT -> expected = Expected.ELEMENTS;
      case COUNT, DELETED_COUNT, COMMON_FIELDS, FLAGS, FIELDS, ELEMENTS -> throw broken();
    }
  }

  private static long natural(long value) throws RdbException {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw broken();
    }
    return value;
  }

  private static RdbException broken() {
    return new RdbException("Stream listpack integrity check failed");
  }
}
