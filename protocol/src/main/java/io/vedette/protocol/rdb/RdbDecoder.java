package io.vedette.protocol.rdb;

/**
 * Reads the values of one type. Called again from the start of the value when its bytes had not all
 * arrived, so it must change nothing but the value that it builds.
 *
 * <p>One whose values can be longer than a few reads sets {@linkplain RdbInput#mark marks} between
 * their parts and remembers how far it is: it is then asked to go on from the last mark, and
 * nothing is read twice or kept. The visitor gives a new one for each value.
 */
@FunctionalInterface
public interface RdbDecoder {
  /** Reads one value, whose key has been read already. */
  Object decode(RdbInput in) throws RdbException, RdbInput.Underflow;
}
