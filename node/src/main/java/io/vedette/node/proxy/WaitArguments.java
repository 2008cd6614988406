package io.vedette.node.proxy;

/** What is wrong with an argument of WAIT or WAITAOF, in Redis's words. */
final class WaitArguments {
  private static final int OF_WAITAOF = 3;

  private WaitArguments() {}

  /**
   * The error of an argument, or null if there is none.
   *
   * @param index of the argument, from 0
   * @param arguments how many the command has: 2 for WAIT, 3 for WAITAOF
   */
  static String error(int index, int arguments, boolean isNumber, long number) {
    boolean durable = arguments == OF_WAITAOF;
    if (index == arguments - 1) {
      if (!isNumber) {
        return "ERR timeout is not an integer or out of range";
      }
      return number < 0 ? "ERR timeout is negative" : null;
    }
    if (durable && index == 1) {
      return isNumber && number >= 0 ? null : "ERR value is out of range, must be positive";
    }
    if (!isNumber) {
      return "ERR value is not an integer or out of range";
    }
    return durable && (number < 0 || number > 1)
        ? "ERR value is out of range, must be between 0 and 1"
        : null;
  }
}
