package io.vedette.node.proxy;

import io.vedette.node.command.pubsub.PubSubCommands;
import io.vedette.node.pubsub.ChannelKind;
import io.vedette.node.pubsub.ChannelName;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.List;

/** SUBSCRIBE and its like at the proxy. One for an event loop. */
final class PubSubRoutes {
  private final ProxyCore core;

  PubSubRoutes(ProxyCore core) {
    this.core = core;
  }

  /** The error that refuses a command because its client is a subscriber; null if it may run. */
  static String refusal(ProxySession session, CommandSpec spec) {
    return session.isSubscriber()
            && session.protocol() == 2
            && !PubSubCommands.isAllowedToSubscribers(spec)
        ? PubSubCommands.notAllowed(spec)
        : null;
  }

  /**
   * Begins or ends subscriptions.
   *
   * @return false if the command has to wait until everything before it is answered
   */
  boolean run(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    if (session.hasUnanswered()) {
      return false;
    }
    ChannelKind kind =
        switch (spec.name()) {
          case "psubscribe", "punsubscribe" -> ChannelKind.PATTERN;
          case "ssubscribe", "sunsubscribe" -> ChannelKind.SHARD_CHANNEL;
          default -> ChannelKind.CHANNEL;
        };
    List<ChannelName> names = new ArrayList<>();
    for (int i = 1; i < batch.argumentCount(command); i++) {
      names.add(ChannelName.of(batch.bytes(), batch.offset(command, i), batch.length(command, i)));
    }
    if (spec.name().endsWith("unsubscribe")) {
      ReplyBuffer out = core.scratch();
      out.clear();
      out.protocol(session.protocol());
      core.subscribers().unsubscribe(session, kind, names, out);
      session.push(out.bytes(), 0, out.size());
      out.clear();
    } else if (core.routing().shards() == 0) {
      session.error(CommandRouter.NO_TOPOLOGY);
    } else {
      core.subscribers().subscribe(session, kind, names);
    }
    return true;
  }
}
