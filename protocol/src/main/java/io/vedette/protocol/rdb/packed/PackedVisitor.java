package io.vedette.protocol.rdb.packed;

import io.vedette.protocol.rdb.RdbException;

/** Receives the entries of a flat form, in their order. */
public interface PackedVisitor {
  /** Passes over everything. */
  PackedVisitor NONE =
      new PackedVisitor() {
        @Override
        public void string(byte[] bytes, int offset, int length) {
          // Only the walk counts.
        }

        @Override
        public void integer(long value) {
          // Only the walk counts.
        }
      };

  /** An entry kept as bytes, which are valid during the call only. */
  void string(byte[] bytes, int offset, int length) throws RdbException;

  /** An entry kept as a number; its text is the number's shortest. */
  void integer(long value) throws RdbException;
}
