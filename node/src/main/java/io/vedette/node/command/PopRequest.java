package io.vedette.node.command;

/**
 * What LMPOP, ZMPOP and their blocking forms ask for: elements of the first of some keys that has
 * any.
 *
 * @param firstKey index of the argument that is the first key
 * @param keys how many arguments are keys, one behind the other
 * @param atSecondEnd at which of the two ends to take
 * @param count how many elements to take at most
 */
public record PopRequest(int firstKey, int keys, boolean atSecondEnd, long count) {
  /**
   * Reads the arguments from the one that counts the keys on.
   *
   * @param firstEnd what the command calls the one end
   * @param secondEnd what it calls the other
   */
  public static PopRequest parse(Execution x, int numkeys, String firstEnd, String secondEnd) {
    long keys = x.integerAtLeast(numkeys, 1, "ERR numkeys should be greater than 0");
    if (keys >= x.argumentCount() - numkeys - 1) {
      throw CommandError.SYNTAX;
    }
    int where = numkeys + 1 + (int) keys;
    boolean second = x.is(where, secondEnd);
    if (!second && !x.is(where, firstEnd)) {
      throw CommandError.SYNTAX;
    }
    long count = 0;
    for (int i = where + 1; i < x.argumentCount(); i += 2) {
      if (count != 0 || !x.is(i, "COUNT") || i + 1 == x.argumentCount()) {
        throw CommandError.SYNTAX;
      }
      count = x.integerAtLeast(i + 1, 1, "ERR count should be greater than 0");
    }
    return new PopRequest(numkeys + 1, (int) keys, second, Math.max(1, count));
  }
}
