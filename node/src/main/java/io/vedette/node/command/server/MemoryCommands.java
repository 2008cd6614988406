package io.vedette.node.command.server;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.List;

/** MEMORY: what keys, copy and process need, under Redis's names as far as they mean something. */
public final class MemoryCommands {
  /** What MEMORY HELP answers. */
  public static final List<String> HELP =
      List.of(
          "DOCTOR",
          "    What is unusual about the memory that is in use, and what to do.",
          "MALLOC-STATS",
          "    The Java machine's pools of memory and what its collectors did.",
          "PURGE",
          "    Have the heap collected, beside the commands that follow.",
          "STATS",
          "    Figures of memory in use, in bytes.",
          "USAGE <key> [SAMPLES <count>]",
          "    Bytes of heap that a key and its value occupy. They are counted as the value",
          "    changes, so that nothing needs to be sampled.");

  private static final int KEY = 2;
  private static final int FIRST_OPTION = 3;
  private static final int FIELDS = 25;

  private final InfoSources sources;

  private MemoryCommands(InfoSources sources) {
    this.sources = sources;
  }

  /** Adds the handlers. */
  public static void register(Commands commands, InfoSources sources) {
    MemoryCommands own = new MemoryCommands(sources);
    commands
        .register("memory|usage", MemoryCommands::usage)
        .register("memory|stats", own::stats)
        .register(
            "memory|doctor",
            x -> x.reply().verbatim(MemoryDoctor.report(MemoryFigures.now(sources, x))))
        .register("memory|malloc-stats", x -> x.reply().verbatim(sources.process().heapReport()))
        .register("memory|purge", own::purge)
        .register("memory|help", HelpText.handler(HELP.toArray(String[]::new)));
  }

  private static void usage(Execution x) {
    for (int i = FIRST_OPTION; i < x.argumentCount(); i += 2) {
      boolean sampled = x.is(i, "SAMPLES") && i + 1 < x.argumentCount();
      if (!sampled || x.integer(i + 1) < 0) {
        throw CommandError.SYNTAX;
      }
    }
    Object entry = x.db().peek(x.bytes(), x.offset(KEY), x.length(KEY));
    if (entry == null) {
      x.reply().nullBulk();
    } else {
      x.reply().integer(Entry.memoryBytesWithSlot(entry));
    }
  }

  private void purge(Execution x) {
    sources.process().collect();
    x.reply().ok();
  }

  private void stats(Execution x) {
    MemoryFigures now = MemoryFigures.now(sources, x);
    ReplyBuffer out = x.reply();
    List<Database> databases = x.keyspace().nonEmpty();
    out.map(FIELDS + databases.size());
    field(out, "peak.allocated", now.peak());
    field(out, "total.allocated", now.used());
    field(out, "startup.allocated", now.startup());
    field(out, "replication.backlog", now.backlog());
    field(out, "clients.slaves", now.replicas());
    field(out, "clients.normal", now.clients());
    field(out, "cluster.links", 0);
    field(out, "aof.buffer", now.aofBuffer());
    field(out, "lua.caches", 0);
    field(out, "functions.caches", 0);
    for (Database database : databases) {
      out.bulk("db." + database.index());
      out.map(2);
      field(out, "overhead.hashtable.main", x.keyspace().tableBytes(database.index()));
      // A key's expiry stands in its entry.
      field(out, "overhead.hashtable.expires", 0);
    }
    long total = now.used();
    field(out, "overhead.total", now.overhead());
    field(out, "keys.count", now.keys());
    long net = Math.max(0, total - now.startup());
    field(out, "keys.bytes-per-key", now.keys() == 0 ? 0 : now.dataset() / now.keys());
    field(out, "dataset.bytes", now.dataset());
    field(out, "dataset.percentage", 100 * MemoryFigures.ratio(now.dataset(), net));
    field(out, "peak.percentage", 100 * MemoryFigures.ratio(total, now.peak()));
    field(out, "allocator.allocated", total);
    field(out, "allocator.active", now.committed());
    field(out, "allocator.resident", now.committed());
    field(out, "allocator-fragmentation.ratio", MemoryFigures.ratio(now.committed(), total));
    field(out, "allocator-fragmentation.bytes", now.committed() - total);
    field(out, "rss-overhead.ratio", MemoryFigures.ratio(now.resident(), now.committed()));
    field(out, "rss-overhead.bytes", now.resident() - now.committed());
    field(out, "fragmentation", MemoryFigures.ratio(now.resident(), total));
    field(out, "fragmentation.bytes", now.resident() - total);
  }

  private static void field(ReplyBuffer out, String name, long value) {
    out.bulk(name);
    out.integer(value);
  }

  private static void field(ReplyBuffer out, String name, double value) {
    out.bulk(name);
    out.doubleText(Double.toString(value));
  }
}
