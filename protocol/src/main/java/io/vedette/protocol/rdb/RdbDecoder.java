package io.vedette.protocol.rdb;

/**
 * Reads the values of one type. Called again from the start of the value when its bytes had not all
 * arrived, so it must change nothing but the value that it builds. One whose values can be longer
 * than a few reads should first ask for a size that it can tell, so that it is not begun in vain.
 */
@FunctionalInterface
public interface RdbDecoder {
  /** Reads one value, whose key has been read already. */
  Object decode(RdbInput in) throws RdbException, RdbInput.Underflow;
}
