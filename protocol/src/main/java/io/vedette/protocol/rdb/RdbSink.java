package io.vedette.protocol.rdb;

/** Where the bytes of an RDB go. */
@FunctionalInterface
public interface RdbSink {
  /** The next bytes, in order; they are valid only during the call. */
  void chunk(byte[] bytes, int offset, int length);
}
