package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;

/** A whole number that must not be too small, with an error text of its own. */
final class CountArgument {
  private CountArgument() {}

  /** The number; the error if it is less than the minimum or no whole number. */
  static long atLeast(Execution x, int argument, long minimum, String error) {
    long number;
    try {
      number = x.integer(argument);
    } catch (CommandError e) {
      throw new CommandError(error);
    }
    if (number < minimum) {
      throw new CommandError(error);
    }
    return number;
  }
}
