package io.vedette.node.type.string;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.store.Database;

/** The expiry that a command's options ask for, as an absolute time. */
final class ExpiryOption {
  /** How the number is to be understood. */
  enum Unit {
    EX(1000, true),
    PX(1, true),
    EXAT(1000, false),
    PXAT(1, false);

    private final int msPerUnit;
    private final boolean relative;

    Unit(int msPerUnit, boolean relative) {
      this.msPerUnit = msPerUnit;
      this.relative = relative;
    }

    boolean isAbsolute() {
      return !relative;
    }
  }

  private ExpiryOption() {}

  /** The unit that an option names, or null if it is no such option. */
  static Unit unit(Execution x, int argument) {
    for (Unit unit : UNITS) {
      if (x.is(argument, unit.name())) {
        return unit;
      }
    }
    return null;
  }

  private static final Unit[] UNITS = Unit.values();

  /**
   * Unix milliseconds of an expiry argument; {@link Database#NO_EXPIRY} if the argument is 0, which
   * is no argument's index.
   *
   * @throws CommandError if it is no number, not positive, or beyond the range of time
   */
  static long atMs(Execution x, int argument, Unit unit) {
    if (argument == 0) {
      return Database.NO_EXPIRY;
    }
    long number = x.integer(argument);
    if (number <= 0 || number > Long.MAX_VALUE / unit.msPerUnit) {
      throw invalid(x);
    }
    long ms = number * unit.msPerUnit;
    if (!unit.relative) {
      return ms;
    }
    if (ms > Long.MAX_VALUE - x.nowMs()) {
      throw invalid(x);
    }
    return ms + x.nowMs();
  }

  private static CommandError invalid(Execution x) {
    return new CommandError("ERR invalid expire time in '" + x.spec().name() + "' command");
  }
}
