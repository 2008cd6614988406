package io.vedette.node.command.server;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.protocol.command.CommandCategory;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.KeySpec;
import io.vedette.protocol.command.docs.CommandDoc;
import io.vedette.protocol.command.docs.CommandDocs;
import io.vedette.protocol.command.docs.DocsReply;
import io.vedette.protocol.glob.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * COMMAND and its subcommands. Lists what this process executes: commands of the table that have no
 * handler, and internal ones, are not shown.
 */
public final class CommandCommands {
  /** Where the asked-for command begins in {@code COMMAND GETKEYS}. */
  private static final int COMMAND = 2;

  private final Commands commands;

  private CommandCommands(Commands commands) {
    this.commands = commands;
  }

  /** Adds the handlers; to be called after all others were added, or before, as one likes. */
  public static void register(Commands commands) {
    CommandCommands own = new CommandCommands(commands);
    commands
        .register("command", own::all)
        .register("command|count", x -> x.reply().integer(own.shown().size()))
        .register("command|info", own::info)
        .register("command|list", own::list)
        .register("command|docs", own::docs)
        .register("command|getkeys", x -> own.getKeys(x, false))
        .register("command|getkeysandflags", x -> own.getKeys(x, true))
        .register("command|help", HelpText.handler(HELP));
  }

  private List<CommandSpec> shown() {
    return commands.table().commands().stream().filter(this::isShown).toList();
  }

  private boolean isShown(CommandSpec spec) {
    return !spec.isInternal()
        && (commands.handler(spec) != null || spec.subcommands().stream().anyMatch(this::isShown));
  }

  private void all(Execution x) {
    List<CommandSpec> specs = shown();
    x.reply().array(specs.size());
    specs.forEach(spec -> CommandReplies.describe(x.reply(), spec));
  }

  private void info(Execution x) {
    if (x.argumentCount() == 2) {
      all(x);
      return;
    }
    x.reply().array(x.argumentCount() - 2);
    for (int i = 2; i < x.argumentCount(); i++) {
      CommandSpec spec = named(x, i);
      if (spec == null) {
        x.reply().nullBulk();
      } else {
        CommandReplies.describe(x.reply(), spec);
      }
    }
  }

  private CommandSpec named(Execution x, int argument) {
    CommandSpec spec = commands.table().find(x.text(argument));
    return spec != null && isShown(spec) ? spec : null;
  }

  private void list(Execution x) {
    List<String> names = new ArrayList<>();
    Predicate<CommandSpec> wanted = filter(x);
    for (CommandSpec spec : shown()) {
      if (wanted.test(spec)) {
        names.add(spec.name());
      }
      if (x.argumentCount() > 2) {
        spec.subcommands().stream().filter(wanted).forEach(sub -> names.add(sub.name()));
      }
    }
    x.reply().array(names.size());
    names.forEach(x.reply()::bulk);
  }

  private static Predicate<CommandSpec> filter(Execution x) {
    if (x.argumentCount() == 2) {
      return spec -> true;
    }
    if (x.argumentCount() != 5 || !x.is(2, "FILTERBY")) {
      throw CommandError.SYNTAX;
    }
    if (x.is(3, "MODULE")) {
      return spec -> false;
    }
    if (x.is(3, "ACLCAT")) {
      String name = x.text(4);
      return spec ->
          Arrays.stream(CommandCategory.values())
              .anyMatch(category -> category.text().equalsIgnoreCase(name) && spec.has(category));
    }
    if (x.is(3, "PATTERN")) {
      byte[] pattern = x.copy(4);
      return spec -> {
        byte[] name = spec.name().getBytes(StandardCharsets.US_ASCII);
        return Glob.matches(pattern, 0, pattern.length, name, 0, name.length, true);
      };
    }
    throw CommandError.SYNTAX;
  }

  private void docs(Execution x) {
    List<CommandSpec> specs = shown();
    if (x.argumentCount() > 2) {
      specs =
          IntStream.range(2, x.argumentCount())
              .mapToObj(i -> named(x, i))
              .filter(Objects::nonNull)
              .toList();
    }
    x.reply().map(specs.size());
    specs.forEach(spec -> DocsReply.write(x.reply(), doc(spec), subcommandDocs(spec)));
  }

  private List<CommandDoc> subcommandDocs(CommandSpec spec) {
    return spec.subcommands().stream().filter(this::isShown).map(CommandCommands::doc).toList();
  }

  private static CommandDoc doc(CommandSpec spec) {
    return CommandDocs.standard().find(spec.name());
  }

  private void getKeys(Execution x, boolean withFlags) {
    CommandSpec spec = commands.table().find(x.bytes(), x.offset(2), x.length(2));
    if (spec != null && spec.isContainer() && x.argumentCount() > 3) {
      CommandSpec sub = spec.subcommand(x.bytes(), x.offset(3), x.length(3));
      spec = sub == null && commands.handler(spec) == null ? null : sub == null ? spec : sub;
    }
    if (spec == null || spec.isInternal()) {
      throw new CommandError("ERR Invalid command specified");
    }
    if (spec.keySpecs().isEmpty()) {
      throw new CommandError("ERR The command has no key arguments");
    }
    int arguments = x.argumentCount() - 2;
    if (!spec.accepts(arguments)) {
      throw new CommandError("ERR Invalid number of arguments specified for command");
    }
    replyKeys(x, spec, withFlags);
  }

  private static void replyKeys(Execution x, CommandSpec spec, boolean withFlags) {
    int keys = spec.keysIn(x.batch(), x.commandIndex(), COMMAND).length;
    if (keys == 0) {
      throw new CommandError("ERR Invalid arguments specified for command");
    }
    x.reply().array(keys);
    for (KeySpec some : spec.keySpecs()) {
      for (int key : some.place().in(x.batch(), x.commandIndex(), COMMAND)) {
        if (withFlags) {
          x.reply().array(2);
        }
        x.reply().bulk(x.bytes(), x.offset(key + COMMAND), x.length(key + COMMAND));
        if (withFlags) {
          CommandReplies.statuses(x.reply(), "", flags(x, some));
        }
      }
    }
  }

  /** What a command does to its keys; that of SET depends on its option GET. */
  private static List<String> flags(Execution x, KeySpec range) {
    if (!range.flags().contains("variable_flags")) {
      return range.flags();
    }
    for (int i = 5; i < x.argumentCount(); i++) {
      if (x.is(i, "GET")) {
        return List.of("RW", "access", "update");
      }
    }
    return List.of("OW", "update");
  }

  private static final String[] HELP = {
    "(no subcommand)",
    "    Describe all commands.",
    "COUNT",
    "    How many commands there are.",
    "LIST [FILTERBY (MODULE <name>|ACLCAT <category>|PATTERN <pattern>)]",
    "    The names of the commands.",
    "INFO [<command-name> ...]",
    "    Describe these commands, or all.",
    "DOCS [<command-name> ...]",
    "    Documentation of these commands, or of all.",
    "GETKEYS <full-command>",
    "    The keys of a command.",
    "GETKEYSANDFLAGS <full-command>",
    "    The keys of a command, and what it does to each.",
  };
}
