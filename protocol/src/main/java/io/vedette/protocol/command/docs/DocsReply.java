package io.vedette.protocol.command.docs;

import io.vedette.protocol.command.docs.CommandDoc.Change;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.List;

/** Documentation in the shape in which COMMAND DOCS answers it. */
public final class DocsReply {
  private DocsReply() {}

  /**
   * Writes a command's name and all that is told of it.
   *
   * @param subcommands of a container, to be told with it; else empty
   */
  public static void write(ReplyBuffer reply, CommandDoc doc, List<CommandDoc> subcommands) {
    reply.bulk(doc.name());
    reply.map(
        3
            + (doc.complexity() == null ? 0 : 1)
            + (doc.flags().isEmpty() ? 0 : 1)
            + (doc.deprecatedSince() == null ? 0 : 2)
            + (doc.history().isEmpty() ? 0 : 1)
            + (doc.arguments().isEmpty() ? 0 : 1)
            + (subcommands.isEmpty() ? 0 : 1));
    text(reply, "summary", doc.summary());
    text(reply, "since", doc.since());
    text(reply, "group", doc.group());
    text(reply, "complexity", doc.complexity());
    flags(reply, "doc_flags", doc.flags());
    text(reply, "deprecated_since", doc.deprecatedSince());
    text(reply, "replaced_by", doc.replacedBy());
    history(reply, doc.history());
    arguments(reply, doc.arguments());
    if (!subcommands.isEmpty()) {
      reply.bulk("subcommands");
      reply.map(subcommands.size());
      subcommands.forEach(subcommand -> write(reply, subcommand, List.of()));
    }
  }

  private static void text(ReplyBuffer reply, String name, String value) {
    if (value != null) {
      reply.bulk(name);
      reply.bulk(value);
    }
  }

  private static void flags(ReplyBuffer reply, String name, List<String> flags) {
    if (!flags.isEmpty()) {
      reply.bulk(name);
      reply.set(flags.size());
      flags.forEach(reply::simple);
    }
  }

  private static void history(ReplyBuffer reply, List<Change> history) {
    if (!history.isEmpty()) {
      reply.bulk("history");
      reply.set(history.size());
      for (Change change : history) {
        reply.array(2);
        reply.bulk(change.version());
        reply.bulk(change.text());
      }
    }
  }

  private static void arguments(ReplyBuffer reply, List<DocArgument> arguments) {
    if (!arguments.isEmpty()) {
      reply.bulk("arguments");
      reply.array(arguments.size());
      arguments.forEach(argument -> argument(reply, argument));
    }
  }

  private static void argument(ReplyBuffer reply, DocArgument argument) {
    reply.map(
        2
            + (argument.keySpec() < 0 ? 0 : 1)
            + (argument.token() == null ? 0 : 1)
            + (argument.since() == null ? 0 : 1)
            + (argument.deprecatedSince() == null ? 0 : 1)
            + (argument.flags().isEmpty() ? 0 : 1)
            + (argument.arguments().isEmpty() ? 0 : 1));
    text(reply, "name", argument.name());
    text(reply, "type", argument.type().text());
    if (argument.keySpec() >= 0) {
      reply.bulk("key_spec_index");
      reply.integer(argument.keySpec());
    }
    text(reply, "token", argument.token());
    text(reply, "since", argument.since());
    text(reply, "deprecated_since", argument.deprecatedSince());
    flags(reply, "flags", argument.flags());
    arguments(reply, argument.arguments());
  }
}
