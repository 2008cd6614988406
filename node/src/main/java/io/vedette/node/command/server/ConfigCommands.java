package io.vedette.node.command.server;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.DebugAccess;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** CONFIG GET, SET, REWRITE, RESETSTAT. */
public final class ConfigCommands {

  /** Writes the present values into the configuration file. */
  @FunctionalInterface
  public interface Rewriter {
    /**
     * Returns when the file is durable.
     *
     * @throws CommandError if there is no file or it cannot be written
     */
    void rewrite();
  }

  private final ConfigSet config;
  private final Rewriter rewriter;
  private final CopyStats stats;
  private final DebugAccess guarded;

  private ConfigCommands(
      ConfigSet config, DebugAccess guarded, Rewriter rewriter, CopyStats stats) {
    this.config = config;
    this.guarded = guarded;
    this.rewriter = rewriter;
    this.stats = stats;
  }

  /**
   * Adds the handlers.
   *
   * @param guarded who may set guarded directives, {@code enable-protected-configs}
   */
  public static void register(
      Commands commands,
      ConfigSet config,
      DebugAccess guarded,
      Rewriter rewriter,
      CopyStats stats) {
    ConfigCommands own = new ConfigCommands(config, guarded, rewriter, stats);
    commands
        .register("config|get", own::get)
        .register("config|set", own::set)
        .register("config|rewrite", own::rewrite)
        .register("config|resetstat", own::resetStat)
        .register("config|help", HelpText.handler(HELP));
  }

  private void get(Execution x) {
    Map<String, String> found = config.matching(arguments(x));
    x.reply().map(found.size());
    found.forEach(
        (name, value) -> {
          x.reply().bulk(name);
          x.reply().bulk(value.getBytes(StandardCharsets.ISO_8859_1));
        });
  }

  private void set(Execution x) {
    try {
      config.change(arguments(x), guarded.allows(x.session()));
    } catch (InvalidValueException e) {
      throw new CommandError("ERR " + e.getMessage());
    }
    x.reply().ok();
  }

  /** Arguments after the subcommand, one char a byte. */
  private static List<String> arguments(Execution x) {
    List<String> arguments = new ArrayList<>();
    for (int i = 2; i < x.argumentCount(); i++) {
      arguments.add(new String(x.bytes(), x.offset(i), x.length(i), StandardCharsets.ISO_8859_1));
    }
    return arguments;
  }

  private void rewrite(Execution x) {
    rewriter.rewrite();
    x.reply().ok();
  }

  private void resetStat(Execution x) {
    stats.reset();
    x.keyspace().stats().reset();
    x.reply().ok();
  }

  private static final String[] HELP = {
    "GET <pattern> [<pattern> ...]",
    "    The directives that match, with their values.",
    "SET <directive> <value> [<directive> <value> ...]",
    "    Change directives, all or none.",
    "RESETSTAT",
    "    Start the counts of INFO again.",
    "REWRITE",
    "    Write the present values into the configuration file.",
  };
}
