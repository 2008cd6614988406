package io.vedette.protocol.rdb;

/** A value that knows its RDB encoding; strings need none, see {@link RdbWriter#string}. */
public interface RdbValue {
  /** The type byte of the encoding that {@link #writeTo} uses. */
  int rdbType();

  /** Writes the value, without type and key, through the writer's length and string primitives. */
  void writeTo(RdbWriter out);
}
