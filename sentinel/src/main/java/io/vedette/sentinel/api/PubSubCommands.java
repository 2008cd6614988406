package io.vedette.sentinel.api;

import io.vedette.protocol.resp.ReplyBuffer;
import java.util.List;

/** Subscribing to events, and PUBLISH, which a Redis sentinel uses to say hello. */
final class PubSubCommands {
  private static final String HELLO_CHANNEL = "__sentinel__:hello";
  private static final List<String> FLAGS = List.of("pubsub", "noscript", "loading", "stale");
  private final ApiContext context;

  PubSubCommands(ApiContext context) {
    this.context = context;
  }

  List<ApiCommand> all() {
    return List.of(
        new ApiCommand(
            "subscribe", -2, FLAGS, (s, args, out) -> Subscribers.subscribe(s, args, false, out)),
        new ApiCommand(
            "psubscribe", -2, FLAGS, (s, args, out) -> Subscribers.subscribe(s, args, true, out)),
        new ApiCommand(
            "unsubscribe",
            -1,
            FLAGS,
            (s, args, out) -> Subscribers.unsubscribe(s, args, false, out)),
        new ApiCommand(
            "punsubscribe",
            -1,
            FLAGS,
            (s, args, out) -> Subscribers.unsubscribe(s, args, true, out)),
        new ApiCommand("publish", 3, FLAGS, this::publish));
  }

  private void publish(SentinelSession session, String[] args, ReplyBuffer out) {
    if (args[1].equals(HELLO_CHANNEL)) {
      out.integer(context.clients().publish(args[1], args[2]));
    } else {
      out.error("ERR Only HELLO messages are accepted by Sentinel instances.");
    }
  }
}
