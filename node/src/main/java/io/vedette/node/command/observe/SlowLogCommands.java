package io.vedette.node.command.observe;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import java.util.Iterator;

/** SLOWLOG. */
final class SlowLogCommands {
  private static final int DEFAULT_COUNT = 10;

  private final SlowLog log;

  private SlowLogCommands(SlowLog log) {
    this.log = log;
  }

  static void register(Commands commands, SlowLog log) {
    SlowLogCommands own = new SlowLogCommands(log);
    commands
        .register("slowlog|get", own::get)
        .register("slowlog|len", x -> x.reply().integer(log.size()))
        .register("slowlog|reset", own::reset)
        .register("slowlog|help", HelpText.handler(HELP));
  }

  private void reset(Execution x) {
    log.clear();
    x.reply().ok();
  }

  private void get(Execution x) {
    if (x.argumentCount() > 3) {
      throw CommandError.subcommandSyntax(x);
    }
    long wanted = x.argumentCount() == 3 ? count(x) : DEFAULT_COUNT;
    int shown = (int) (wanted < 0 ? log.size() : Math.min(wanted, log.size()));
    x.reply().array(shown);
    Iterator<SlowLog.Entry> entries = log.entries();
    for (int i = 0; i < shown; i++) {
      SlowLog.Entry entry = entries.next();
      x.reply().array(6);
      x.reply().integer(entry.id());
      x.reply().integer(entry.atSeconds());
      x.reply().integer(entry.tookMicros());
      x.reply().array(entry.arguments().length);
      for (byte[] argument : entry.arguments()) {
        x.reply().bulk(argument);
      }
      x.reply().bulk(entry.clientAddress());
      x.reply().bulk(entry.clientName());
    }
  }

  private static long count(Execution x) {
    CommandError refused = new CommandError("ERR count should be greater than or equal to -1");
    try {
      long count = x.integer(2);
      if (count >= -1) {
        return count;
      }
    } catch (CommandError e) {
      throw refused;
    }
    throw refused;
  }

  private static final String[] HELP = {
    "GET [<count>]",
    "    The latest entries, at most <count> (default: 10, -1: all): id, time, microseconds,",
    "    arguments, client address and name.",
    "LEN",
    "    How many entries there are.",
    "RESET",
    "    Forget all entries.",
  };
}
