package io.vedette.node.command.keys;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.store.Entry;
import io.vedette.protocol.resp.HelpReply;

/** OBJECT: how a value is kept. */
final class ObjectCommands {
  private static final int KEY = 2;

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
    HelpReply.writeObject(x.reply());
  }
}
