package io.vedette.node.store;

/**
 * What the bytes behind the key of a packed entry are; its number is kept in the entry. Only what
 * must be known without the type itself stands here.
 */
public enum PackedForm {
  /** A string, as its bytes or as a number; see {@link PackedEntry#isInteger}. */
  STRING(ValueType.STRING, "raw"),
  LIST(ValueType.LIST, "listpack"),
  SET(ValueType.SET, "listpack"),
  INTEGER_SET(ValueType.SET, "intset"),
  SORTED_SET(ValueType.ZSET, "listpack"),
  HASH(ValueType.HASH, "listpack");

  private static final PackedForm[] ALL = values();

  private final ValueType type;
  private final String encoding;

  PackedForm(ValueType type, String encoding) {
    this.type = type;
    this.encoding = encoding;
  }

  static PackedForm of(int number) {
    return ALL[number];
  }

  public ValueType type() {
    return type;
  }

  /** What {@code OBJECT ENCODING} answers. */
  public String encoding() {
    return encoding;
  }
}
