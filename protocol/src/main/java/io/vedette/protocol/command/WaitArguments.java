package io.vedette.protocol.command;

/** What is wrong with an argument of WAIT or WAITAOF, in Redis's words. */
public final class WaitArguments {
  private static final int OF_WAITAOF = 3;

  private WaitArguments() {}

  /**
   * The error of an argument, or null if there is none.
   *
   * @param index of the argument, from 0
   * @param arguments how many the command has: 2 for WAIT, 3 for WAITAOF
   * @param isNumber whether it is a 64-bit integer
   * @param nowMs the clock within whose range a timeout must end
   */
  public static String error(int index, int arguments, boolean isNumber, long number, long nowMs) {
    boolean durable = arguments == OF_WAITAOF;
    if (index == arguments - 1) {
      if (!isNumber) {
        return "ERR timeout is not an integer or out of range";
      }
      if (number < 0) {
        return "ERR timeout is negative";
      }
      return number > Long.MAX_VALUE - nowMs ? "ERR timeout is out of range" : null;
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
