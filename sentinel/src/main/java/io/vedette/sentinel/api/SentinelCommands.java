package io.vedette.sentinel.api;

import io.vedette.protocol.resp.ReplyBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds and runs the commands of the Sentinel API; knows what may be run when. */
final class SentinelCommands {
  /** What a client may do before it has authenticated. */
  private static final Set<String> WITHOUT_PASSWORD = Set.of("auth", "hello", "quit", "reset");

  /** What a RESP2 client may do while it is subscribed. */
  private static final Set<String> WHILE_SUBSCRIBED =
      Set.of("subscribe", "unsubscribe", "psubscribe", "punsubscribe", "ping", "quit", "reset");

  /** Most argument bytes that an unknown command is quoted with. */
  private static final int QUOTED_ARGUMENT_CHARS = 128;

  private final ApiContext context;
  private final Map<String, ApiCommand> commands = new LinkedHashMap<>();

  SentinelCommands(ApiContext context) {
    this.context = context;
    new ConnectionCommands(context).all().forEach(this::add);
    new PubSubCommands(context).all().forEach(this::add);
    new ServerCommands(context, commands.values()).all().forEach(this::add);
    ClientCommands client = new ClientCommands(context);
    add(container("client", client.all()));
    SentinelSubcommands sentinel = new SentinelSubcommands(context);
    add(container("sentinel", sentinel.all()));
  }

  private void add(ApiCommand command) {
    commands.put(command.name(), command);
  }

  /** Runs one command; its whole reply is in the buffer unless the session waits for it. */
  void execute(SentinelSession session, String[] args, ReplyBuffer out) {
    String name = args[0].toLowerCase(Locale.ROOT);
    ApiCommand command = commands.get(name);
    session.lastInteractionMs = context.clockMs().getAsLong();
    context.traffic().commands++;
    if (command == null) {
      out.error(unknown(args));
      return;
    }
    session.lastCommand = name;
    if (!command.accepts(args.length)) {
      out.error(command.wrongArity());
    } else if (!session.authenticated && !WITHOUT_PASSWORD.contains(name)) {
      out.error("NOAUTH Authentication required.");
    } else if (session.protocol == 2
        && session.isSubscriber()
        && !WHILE_SUBSCRIBED.contains(name)) {
      out.error(
          "ERR Can't execute '"
              + name
              + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in"
              + " this context");
    } else {
      command.handler().execute(session, args, out);
    }
  }

  private static String unknown(String[] args) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 1; i < args.length && quoted.length() < QUOTED_ARGUMENT_CHARS; i++) {
      quoted.append('\'').append(clip(args[i], quoted.length())).append("' ");
    }
    return "ERR unknown command '" + clip(args[0], 0) + "', with args beginning with: " + quoted;
  }

  static String clip(String text, int used) {
    return text.substring(0, Math.min(text.length(), QUOTED_ARGUMENT_CHARS - used));
  }

  private static ApiCommand container(String name, List<ApiCommand> subcommands) {
    Map<String, ApiCommand> byName = new LinkedHashMap<>();
    subcommands.forEach(sub -> byName.put(sub.name(), sub));
    return new ApiCommand(
        name,
        -2,
        List.of("admin"),
        subcommands,
        (session, args, out) -> {
          ApiCommand sub = byName.get(name + "|" + args[1].toLowerCase(Locale.ROOT));
          if (sub == null) {
            out.error(
                "ERR unknown subcommand '"
                    + clip(args[1], 0)
                    + "'. Try "
                    + name.toUpperCase(Locale.ROOT)
                    + " HELP.");
          } else if (sub.accepts(args.length)) {
            session.lastCommand = sub.name();
            sub.handler().execute(session, args, out);
          } else {
            out.error(sub.wrongArity());
          }
        });
  }
}
