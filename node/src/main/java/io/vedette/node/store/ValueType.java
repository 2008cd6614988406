package io.vedette.node.store;

/** The types of values; numbers as Redis's {@code DEBUG DIGEST} and RDB object types count them. */
public enum ValueType {
  STRING("string"),
  LIST("list"),
  SET("set"),
  ZSET("zset"),
  HASH("hash"),
  MODULE("module"),
  STREAM("stream");

  private final String wireName;

  ValueType(String wireName) {
    this.wireName = wireName;
  }

  /** What {@code TYPE} answers. */
  public String wireName() {
    return wireName;
  }
}
