package io.vedette.node.command.pubsub;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.node.command.Session;
import io.vedette.node.pubsub.ChannelKind;
import io.vedette.node.pubsub.ChannelName;
import io.vedette.node.pubsub.PubSubFrames;
import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** SUBSCRIBE, PUBLISH, PUBSUB and their like. */
public final class PubSubCommands {
  /** The lines of PUBSUB HELP. */
  public static final List<String> HELP =
      List.of(
          "CHANNELS [<pattern>]",
          "    The channels that have subscribers, those that match the pattern.",
          "NUMPAT",
          "    How many patterns have subscribers.",
          "NUMSUB [<channel> ...]",
          "    How many subscribers each channel has, patterns not counted.",
          "SHARDCHANNELS [<pattern>]",
          "    The shard channels that have subscribers, those that match the pattern.",
          "SHARDNUMSUB [<shardchannel> ...]",
          "    How many subscribers each shard channel has.");

  /**
   * What a subscriber that speaks RESP2 may say; with RESP3 replies and messages are told apart.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          "ping",
          "subscribe",
          "unsubscribe",
          "psubscribe",
          "punsubscribe",
          "ssubscribe",
          "sunsubscribe",
          "quit",
          "reset");

  private final PubSub pubSub;

  private PubSubCommands(PubSub pubSub) {
    this.pubSub = pubSub;
  }

  /** Adds the handlers. */
  public static void register(Commands commands, PubSub pubSub) {
    PubSubCommands own = new PubSubCommands(pubSub);
    commands
        .register("subscribe", x -> own.subscribe(x, ChannelKind.CHANNEL))
        .register("psubscribe", x -> own.subscribe(x, ChannelKind.PATTERN))
        .register("ssubscribe", x -> own.subscribe(x, ChannelKind.SHARD_CHANNEL))
        .register("unsubscribe", x -> own.unsubscribe(x, ChannelKind.CHANNEL))
        .register("punsubscribe", x -> own.unsubscribe(x, ChannelKind.PATTERN))
        .register("sunsubscribe", x -> own.unsubscribe(x, ChannelKind.SHARD_CHANNEL))
        .register("publish", x -> own.publish(x, ChannelKind.CHANNEL))
        .register("spublish", x -> own.publish(x, ChannelKind.SHARD_CHANNEL))
        .register("pubsub|channels", x -> own.channels(x, ChannelKind.CHANNEL))
        .register("pubsub|shardchannels", x -> own.channels(x, ChannelKind.SHARD_CHANNEL))
        .register("pubsub|numsub", x -> own.subscribers(x, ChannelKind.CHANNEL))
        .register("pubsub|shardnumsub", x -> own.subscribers(x, ChannelKind.SHARD_CHANNEL))
        .register(
            "pubsub|numpat", x -> x.reply().integer(pubSub.index().names(ChannelKind.PATTERN)))
        .register("pubsub|help", HelpText.handler(HELP.toArray(String[]::new)));
  }

  /** The error that refuses a command because its client is a subscriber; null if it may run. */
  public static String refusal(CommandSpec spec, Session session) {
    if (session.kind() != ClientKind.PUBSUB
        || session.protocol() != 2
        || isAllowedToSubscribers(spec)) {
      return null;
    }
    return notAllowed(spec);
  }

  /** Whether a subscriber that speaks RESP2 may give the command. */
  public static boolean isAllowedToSubscribers(CommandSpec spec) {
    return ALLOWED.contains(spec.name());
  }

  /** The error for a command that a subscriber with RESP2 may not give. */
  public static String notAllowed(CommandSpec spec) {
    return "ERR Can't execute '"
        + spec.name()
        + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this"
        + " context";
  }

  /** Whether the command is answered by confirmations, which a client gets in any reply mode. */
  public static boolean answersByConfirmation(CommandSpec spec) {
    return spec.has(CommandFlag.PUBSUB) && spec.has(CommandFlag.NOSCRIPT);
  }

  private void subscribe(Execution x, ChannelKind kind) {
    Session session = x.session();
    if (session.kind() == ClientKind.MASTER || session.kind() == ClientKind.REPLICA) {
      throw new CommandError("ERR A replication link cannot subscribe");
    }
    for (int i = 1; i < x.argumentCount(); i++) {
      ChannelName name = name(x, i);
      pubSub.subscribe(session, kind, name);
      PubSubFrames.subscribed(x.reply(), kind, name, session.subscriptions().told(kind));
    }
  }

  private void unsubscribe(Execution x, ChannelKind kind) {
    if (x.argumentCount() > 1) {
      for (int i = 1; i < x.argumentCount(); i++) {
        unsubscribe(x, kind, name(x, i));
      }
      return;
    }
    List<ChannelName> all = x.session().subscriptions().names(kind);
    if (all.isEmpty()) {
      int told = x.session().subscriptions().told(kind);
      PubSubFrames.unsubscribed(x.reply(), kind, null, told);
    }
    all.forEach(name -> unsubscribe(x, kind, name));
  }

  private void unsubscribe(Execution x, ChannelKind kind, ChannelName name) {
    pubSub.unsubscribe(x.session(), kind, name);
    int told = x.session().subscriptions().told(kind);
    PubSubFrames.unsubscribed(x.reply(), kind, name, told);
  }

  private void publish(Execution x, ChannelKind kind) {
    int receivers = pubSub.publish(kind, name(x, 1), x.bytes(), x.offset(2), x.length(2));
    x.reply().integer(receivers);
    x.replicate();
  }

  private void channels(Execution x, ChannelKind kind) {
    if (x.argumentCount() > 3) {
      throw CommandError.subcommandSyntax(x);
    }
    ChannelName pattern = x.argumentCount() == 3 ? name(x, 2) : null;
    Collection<ChannelName> found = pubSub.index().matching(kind, pattern);
    x.reply().array(found.size());
    found.forEach(name -> x.reply().bulk(name.bytes()));
  }

  private void subscribers(Execution x, ChannelKind kind) {
    x.reply().array(2 * (x.argumentCount() - 2));
    for (int i = 2; i < x.argumentCount(); i++) {
      x.reply().bulk(x.bytes(), x.offset(i), x.length(i));
      x.reply().integer(pubSub.index().subscribers(kind, name(x, i)));
    }
  }

  private static ChannelName name(Execution x, int argument) {
    return ChannelName.of(x.bytes(), x.offset(argument), x.length(argument));
  }
}
