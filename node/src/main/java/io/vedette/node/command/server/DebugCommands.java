package io.vedette.node.command.server;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.store.Database;
import io.vedette.node.store.KeyspaceDigest;
import io.vedette.node.store.ValueViews;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** DEBUG: what tests need and users do not. Allowed by {@code enable-debug-command} only. */
public final class DebugCommands {

  /** Stops the thread that calls it. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(long milliseconds);
  }

  /** Reads the data set back in from its files; all other clients' commands wait. */
  public interface Reloads {
    /** Why it is impossible now, code word first, or null. */
    String refusal(boolean appendOnly);

    /**
     * From the snapshot.
     *
     * @param save whether to write it first
     * @param done gets the reason if it failed
     */
    void snapshot(boolean save, Consumer<Optional<String>> done);

    /**
     * From the append-only file.
     *
     * @param done gets the reason if it failed
     */
    void appendOnly(Consumer<Optional<String>> done);
  }

  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOT_LOADED =
      "-ERR Error trying to load the RDB dump, check server logs\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AOF_NOT_LOADED =
      "-ERR Error trying to load the AOF files, check server logs\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final int MAX_VALUE_BYTES = 512 * 1024 * 1024;

  private final Sleeper sleeper;
  private final Reloads reloads;
  private final ValueViews views;

  private DebugCommands(Sleeper sleeper, Reloads reloads, ValueViews views) {
    this.sleeper = sleeper;
    this.reloads = reloads;
    this.views = views;
  }

  /** Adds the handler. */
  public static void register(
      Commands commands, Sleeper sleeper, Reloads reloads, ValueViews views) {
    commands.register("debug", new DebugCommands(sleeper, reloads, views)::debug);
  }

  private void debug(Execution x) {
    int arguments = x.argumentCount();
    if (x.is(1, "HELP") && arguments == 2) {
      HelpText.reply(x, "debug", HELP);
    } else if (x.is(1, "SLEEP") && arguments == 3) {
      sleeper.sleep(milliseconds(x.text(2)));
      x.reply().ok();
    } else if (x.is(1, "DIGEST") && arguments == 2) {
      x.reply().simple(HexFormat.of().formatHex(x.keyspace().digest(views)));
    } else if (x.is(1, "DIGEST-VALUE")) {
      digestValues(x);
    } else if (x.is(1, "POPULATE") && arguments >= 3 && arguments <= 5) {
      populate(x);
    } else if (x.is(1, "RELOAD")) {
      reload(x);
    } else if (x.is(1, "LOADAOF") && arguments == 2) {
      loadAof(x);
    } else {
      throw CommandError.subcommandSyntax(x);
    }
  }

  private void digestValues(Execution x) {
    x.reply().array(x.argumentCount() - 2);
    for (int i = 2; i < x.argumentCount(); i++) {
      Object entry = x.db().peek(x.bytes(), x.offset(i), x.length(i));
      x.reply().simple(HexFormat.of().formatHex(KeyspaceDigest.ofValue(entry, views)));
    }
  }

  private void reload(Execution x) {
    boolean save = true;
    for (int i = 2; i < x.argumentCount(); i++) {
      if (!x.is(i, "NOSAVE")) {
        throw new CommandError("ERR DEBUG RELOAD only supports the NOSAVE option.");
      }
      save = false;
    }
    Server server = waiting(x, false);
    Session session = x.session();
    reloads.snapshot(save, failure -> server.unblock(session, failure.isEmpty() ? OK : NOT_LOADED));
  }

  private void loadAof(Execution x) {
    Server server = waiting(x, true);
    Session session = x.session();
    reloads.appendOnly(failure -> server.unblock(session, failure.isEmpty() ? OK : AOF_NOT_LOADED));
  }

  private Server waiting(Execution x, boolean appendOnly) {
    String refusal = x.mayBlock() ? reloads.refusal(appendOnly) : "ERR not within a transaction";
    if (refusal != null) {
      throw new CommandError(refusal);
    }
    x.server().block(x.session());
    return x.server();
  }

  /** Seconds with a fraction; what is no number means no time, as strtod has it. */
  private static long milliseconds(String seconds) {
    try {
      return Math.max(0, (long) (Double.parseDouble(seconds) * 1000));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Sets so many keys; those that exist stay. As in Redis neither replicas nor the append-only file
   * hear of it, and it counts as no change.
   */
  private static void populate(Execution x) {
    long count = positive(x, 2);
    String prefix = x.argumentCount() > 3 ? x.text(3) : "key";
    int size = x.argumentCount() > 4 ? (int) Math.min(positive(x, 4), MAX_VALUE_BYTES) : 0;
    Database db = x.db();
    for (long i = 0; i < count; i++) {
      byte[] key = (prefix + ":" + i).getBytes(StandardCharsets.UTF_8);
      if (db.peek(key, 0, key.length) != null) {
        continue;
      }
      byte[] value = ("value:" + i).getBytes(StandardCharsets.US_ASCII);
      value = size > 0 ? Arrays.copyOf(value, size) : value;
      db.putString(key, 0, key.length, value, 0, value.length, Database.NO_EXPIRY);
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
    "DIGEST-VALUE <key> [<key> ...]",
    "    A hash of each key's value; zeros where there is no key.",
    "LOADAOF",
    "    Replace all data by those of the append only file; all clients wait.",
    "POPULATE <count> [<prefix>] [<size>]",
    "    Set <count> keys <prefix>:0, <prefix>:1 ... that do not exist yet, here only.",
    "RELOAD [NOSAVE]",
    "    Save, then replace all data by those of the snapshot; all clients wait.",
    "SLEEP <seconds>",
    "    Stop serving for so long.",
  };
}
