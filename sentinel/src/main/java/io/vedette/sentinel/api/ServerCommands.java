package io.vedette.sentinel.api;

import io.vedette.protocol.command.docs.CommandDoc;
import io.vedette.protocol.command.docs.CommandDocs;
import io.vedette.protocol.command.docs.DocsReply;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** INFO, ROLE, COMMAND and SHUTDOWN. */
final class ServerCommands {
  private static final List<String> FLAGS = List.of("loading", "stale", "sentinel");
  private final ApiContext context;
  private final Collection<ApiCommand> commands;

  /**
   * @param commands a live view of all commands
   */
  ServerCommands(ApiContext context, Collection<ApiCommand> commands) {
    this.context = context;
    this.commands = commands;
  }

  List<ApiCommand> all() {
    return List.of(
        new ApiCommand("info", -1, FLAGS, this::info),
        new ApiCommand("role", 1, FLAGS, this::role),
        new ApiCommand("command", -1, FLAGS, this::command),
        new ApiCommand("shutdown", -1, List.of("admin", "sentinel"), this::shutdown));
  }

  private void info(SentinelSession session, String[] args, ReplyBuffer out) {
    List<String> sections = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      sections.add(args[i].toLowerCase(Locale.ROOT));
    }
    InfoReport.Facts facts = InfoReport.Facts.of(context);
    ViewReply.send(
        context.control(),
        session,
        (views, reply) -> reply.verbatim(new InfoReport(facts, views).render(sections)));
  }

  private void role(SentinelSession session, String[] args, ReplyBuffer out) {
    ViewReply.send(
        context.control(),
        session,
        (views, reply) -> {
          var masters = views.masters();
          reply.array(2);
          reply.bulk("sentinel");
          reply.array(masters.size());
          masters.forEach(master -> reply.bulk(master.get("name")));
        });
  }

  private void shutdown(SentinelSession session, String[] args, ReplyBuffer out) {
    for (int i = 1; i < args.length; i++) {
      String option = args[i].toLowerCase(Locale.ROOT);
      if (!List.of("save", "nosave", "now", "force").contains(option)) {
        out.error("ERR syntax error");
        return;
      }
    }
    session.closing = true;
    context.control().shutdown();
  }

  private void command(SentinelSession session, String[] args, ReplyBuffer out) {
    String subcommand = args.length > 1 ? args[1].toLowerCase(Locale.ROOT) : "info";
    List<String> names = args.length > 2 ? List.of(args).subList(2, args.length) : commandNames();
    switch (subcommand) {
      case "count" -> out.integer(commands.size());
      case "list" -> {
        out.array(commands.size());
        commands.forEach(command -> out.bulk(command.name()));
      }
      case "info" -> {
        out.array(names.size());
        names.forEach(name -> describe(find(name), out));
      }
      case "docs" -> docs(names, out);
      default -> out.error("ERR unknown subcommand '" + args[1] + "'. Try COMMAND HELP.");
    }
  }

  private List<String> commandNames() {
    return commands.stream().map(ApiCommand::name).toList();
  }

  private ApiCommand find(String name) {
    return commands.stream()
        .flatMap(command -> Stream.concat(Stream.of(command), command.subcommands().stream()))
        .filter(command -> command.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  private static void describe(ApiCommand command, ReplyBuffer out) {
    if (command == null) {
      out.nullArray();
      return;
    }
    out.array(10);
    out.bulk(command.name());
    out.integer(command.arity());
    out.set(command.flags().size());
    command.flags().forEach(out::simple);
    out.integer(0);
    out.integer(0);
    out.integer(0);
    out.set(0);
    out.array(0);
    out.array(0);
    out.array(0);
  }

  private void docs(List<String> names, ReplyBuffer out) {
    CommandDocs docs = CommandDocs.standard();
    List<ApiCommand> known =
        names.stream()
            .map(this::find)
            .filter(command -> command != null && docs.find(command.name()) != null)
            .toList();
    out.map(known.size());
    for (ApiCommand command : known) {
      List<CommandDoc> within =
          command.subcommands().stream()
              .map(subcommand -> docs.find(subcommand.name()))
              .filter(Objects::nonNull)
              .toList();
      DocsReply.write(out, docs.find(command.name()), within);
    }
  }
}
