package io.vedette.node.command.keys;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.store.Entry;

/** OBJECT: how a value is kept. */
final class ObjectCommands {
  private static final int KEY = 2;

  private static final String[] HELP = {
    "OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "ENCODING <key>",
    "    Return the kind of internal representation used in order to store the value",
    "    associated with a <key>.",
    "FREQ <key>",
    "    Return the access frequency index of the <key>. The returned integer is",
    "    proportional to the logarithm of the recent access frequency of the key.",
    "IDLETIME <key>",
    "    Return the idle time of the <key>, that is the approximated number of",
    "    seconds elapsed since the last access to the key.",
    "REFCOUNT <key>",
    "    Return the number of references of the value associated with the specified",
    "    <key>.",
    "HELP",
    "    Prints this help.",
  };

  private ObjectCommands() {}

  static void encoding(Execution x) {
    Object entry = KeyCommands.look(x, KEY);
    if (entry == null) {
      x.reply().nullBulk();
    } else {
      x.reply().bulk(Entry.encoding(entry));
    }
  }

  /** Values are never shared, so there is always one reference. */
  static void refCount(Execution x) {
    if (KeyCommands.look(x, KEY) == null) {
      x.reply().nullBulk();
    } else {
      x.reply().integer(1);
    }
  }

  static void idleTime(Execution x) {
    Object entry = KeyCommands.look(x, KEY);
    if (entry == null) {
      x.reply().nullBulk();
    } else {
      x.reply().integer(x.db().idleSeconds(entry));
    }
  }

  static void freq(Execution x) {
    if (KeyCommands.look(x, KEY) == null) {
      x.reply().nullBulk();
      return;
    }
    throw new CommandError(
        "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note"
            + " that when switching between policies at runtime LRU and LFU data will take some"
            + " time to adjust.");
  }

  static void help(Execution x) {
    x.reply().array(HELP.length);
    for (String line : HELP) {
      x.reply().simple(line);
    }
  }
}
