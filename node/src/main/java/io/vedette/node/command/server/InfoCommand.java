package io.vedette.node.command.server;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** INFO: sections in Redis's order, with its names of sections and fields. */
public final class InfoCommand {
  /** Sections that INFO shows only when asked for by name, by {@code all} or {@code everything}. */
  private static final Set<String> ON_REQUEST = Set.of("commandstats", "latencystats");

  private final Map<String, BiConsumer<InfoText, Execution>> sections = new LinkedHashMap<>();

  private InfoCommand(InfoSources sources) {
    sections.put("server", (out, x) -> ServerInfo.server(out, sources, x.nowMs()));
    sections.put("clients", (out, x) -> ServerInfo.clients(out, sources, x));
    sections.put("memory", (out, x) -> ServerInfo.memory(out, sources, x));
    sections.put("persistence", (out, x) -> ServerInfo.persistence(out, sources));
    sections.put("stats", (out, x) -> StatsInfo.stats(out, sources, x));
    sections.put("replication", (out, x) -> StatsInfo.replication(out, sources));
    sections.put("cpu", (out, x) -> ServerInfo.cpu(out, sources));
    sections.put("commandstats", (out, x) -> StatsInfo.commands(out, sources));
    sections.put("errorstats", (out, x) -> StatsInfo.errors(out, sources));
    sections.put("latencystats", (out, x) -> StatsInfo.latencies(out, sources));
    sections.put("cluster", (out, x) -> StatsInfo.cluster(out));
    sections.put("keyspace", (out, x) -> StatsInfo.keyspace(out, x));
  }

  /** Adds the handler. */
  public static void register(Commands commands, InfoSources sources) {
    commands.register("info", new InfoCommand(sources)::info);
  }

  private void info(Execution x) {
    Set<String> wanted = new LinkedHashSet<>();
    for (int i = 1; i < x.argumentCount(); i++) {
      want(x.text(i).toLowerCase(Locale.ROOT), wanted);
    }
    if (x.argumentCount() == 1) {
      want("default", wanted);
    }
    InfoText out = new InfoText();
    sections.forEach(
        (name, section) -> {
          if (wanted.contains(name)) {
            section.accept(out, x);
          }
        });
    x.reply().verbatim(out.toString());
  }

  private void want(String name, Set<String> wanted) {
    switch (name) {
      case "all", "everything" -> wanted.addAll(sections.keySet());
      case "default" -> {
        wanted.addAll(sections.keySet());
        wanted.removeAll(ON_REQUEST);
      }
      default -> wanted.add(name);
    }
  }
}
