package io.vedette.node.command.server;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.node.store.Database;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** DEBUG: what tests need and users do not. Allowed by {@code enable-debug-command} only. */
public final class DebugCommands {

  /** Stops the thread that calls it. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(long milliseconds);
  }

  private static final int MAX_VALUE_BYTES = 512 * 1024 * 1024;

  private final Sleeper sleeper;

  private DebugCommands(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /** Adds the handler. */
  public static void register(Commands commands, Sleeper sleeper) {
    commands.register("debug", new DebugCommands(sleeper)::debug);
  }

  private void debug(Execution x) {
    int arguments = x.argumentCount();
    if (x.is(1, "HELP") && arguments == 2) {
      HelpText.reply(x, "debug", HELP);
    } else if (x.is(1, "SLEEP") && arguments == 3) {
      sleeper.sleep(milliseconds(x.text(2)));
      x.reply().ok();
    } else if (x.is(1, "DIGEST") && arguments == 2) {
      x.reply().simple(HexFormat.of().formatHex(x.keyspace().digest()));
    } else if (x.is(1, "POPULATE") && arguments >= 3 && arguments <= 5) {
      populate(x);
    } else {
      throw new CommandError(
          "ERR unknown subcommand or wrong number of arguments for '"
              + x.text(1)
              + "'. Try DEBUG HELP.");
    }
  }

  /** Seconds with a fraction; what is no number means no time, as strtod has it. */
  private static long milliseconds(String seconds) {
    try {
      return Math.max(0, (long) (Double.parseDouble(seconds) * 1000));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Sets so many keys; those that exist stay. */
  private static void populate(Execution x) {
    long count = positive(x, 2);
    String prefix = x.argumentCount() > 3 ? x.text(3) : "key";
    int size = x.argumentCount() > 4 ? (int) Math.min(positive(x, 4), MAX_VALUE_BYTES) : 0;
    Database db = x.db();
    var effects = x.effects();
    for (long i = 0; i < count; i++) {
      byte[] key = (prefix + ":" + i).getBytes(StandardCharsets.UTF_8);
      if (db.peek(key, 0, key.length) != null) {
        continue;
      }
      byte[] value = ("value:" + i).getBytes(StandardCharsets.US_ASCII);
      value = size > 0 ? Arrays.copyOf(value, size) : value;
      db.putString(key, 0, key.length, value, 0, value.length, Database.NO_EXPIRY);
      effects.command(3).arg("SET").arg(key).arg(value);
      x.changed();
    }
    x.reply().ok();
  }

  private static long positive(Execution x, int argument) {
    try {
      long value = x.integer(argument);
      if (value >= 0) {
        return value;
      }
    } catch (CommandError e) {
      // Told below, with the text that Redis has for it.
    }
    throw new CommandError("ERR value is out of range, must be positive");
  }

  private static final String[] HELP = {
    "DIGEST",
    "    A hash of all data, equal for equal data.",
    "POPULATE <count> [<prefix>] [<size>]",
    "    Set <count> keys <prefix>:0, <prefix>:1 ... that do not exist yet.",
    "SLEEP <seconds>",
    "    Stop serving for so long.",
  };
}
