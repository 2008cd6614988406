package io.vedette.node.command;

import io.vedette.node.store.ValueType;
import java.util.List;

/**
 * What a command has its client wait for: that one of some keys holds a value of a type. Then the
 * command is executed again, and answers, or says the same once more and waits on in its place.
 *
 * @param type of the values that it can use
 * @param firstKey index of the argument that is the first key
 * @param keys how many arguments are keys, one behind the other
 * @param timeoutMs how long to wait at most; 0: for ever. A null array is the answer then.
 * @param alsoWhenGone whether to execute it as well when a key was deleted or became another type
 * @param words what to execute then instead of the command's own words, with keys in the same
 *     places; null: those
 */
public record KeyWait(
    ValueType type,
    int firstKey,
    int keys,
    long timeoutMs,
    boolean alsoWhenGone,
    List<byte[]> words) {

  /** To wait until one of the keys holds a value of the type. */
  public KeyWait(ValueType type, int firstKey, int keys, long timeoutMs) {
    this(type, firstKey, keys, timeoutMs, false, null);
  }
}
