package io.vedette.sentinel.api;

import io.vedette.protocol.glob.Glob;
import io.vedette.protocol.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The connected clients, and who hears which channel. Sentinel ports have few clients, so that a
 * message is matched against each. Confined to the port's event loop.
 */
final class Subscribers {
  private final Map<Long, SentinelSession> sessions = new TreeMap<>();
  private long connectionsReceived;

  void add(SentinelSession session) {
    sessions.put(session.id, session);
    connectionsReceived++;
  }

  void remove(SentinelSession session) {
    sessions.remove(session.id);
  }

  Collection<SentinelSession> all() {
    return sessions.values();
  }

  int size() {
    return sessions.size();
  }

  long connectionsReceived() {
    return connectionsReceived;
  }

  /** Sends a message to everybody who listens; the answer is to how many subscriptions. */
  int publish(String channel, String message) {
    int receivers = 0;
    for (SentinelSession session : Set.copyOf(sessions.values())) {
      if (session.channels.contains(channel)) {
        deliver(session, "message", null, channel, message);
        receivers++;
      }
      for (String pattern : session.patterns) {
        if (matches(pattern, channel)) {
          deliver(session, "pmessage", pattern, channel, message);
          receivers++;
        }
      }
    }
    return receivers;
  }

  static boolean matches(String pattern, String text) {
    return Glob.matches(
        pattern.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
  }

  private static void deliver(
      SentinelSession session, String kind, String pattern, String channel, String message) {
    ReplyBuffer out = new ReplyBuffer();
    out.protocol(session.protocol);
    out.push(pattern == null ? 3 : 4);
    out.bulk(kind);
    if (pattern != null) {
      out.bulk(pattern);
    }
    out.bulk(channel);
    out.bulk(message);
    session.wire.push(out.toByteArray());
  }

  static void subscribe(SentinelSession session, String[] args, boolean pattern, ReplyBuffer out) {
    for (int i = 1; i < args.length; i++) {
      (pattern ? session.patterns : session.channels).add(args[i]);
      confirm(out, pattern ? "psubscribe" : "subscribe", args[i], session.subscriptions());
    }
  }

  static void unsubscribe(
      SentinelSession session, String[] args, boolean pattern, ReplyBuffer out) {
    Set<String> set = pattern ? session.patterns : session.channels;
    String kind = pattern ? "punsubscribe" : "unsubscribe";
    if (args.length > 1) {
      for (int i = 1; i < args.length; i++) {
        set.remove(args[i]);
        confirm(out, kind, args[i], session.subscriptions());
      }
      return;
    }
    if (set.isEmpty()) {
      confirm(out, kind, null, session.subscriptions());
    }
    for (String name : set.stream().collect(Collectors.toList())) {
      set.remove(name);
      confirm(out, kind, name, session.subscriptions());
    }
  }

  private static void confirm(ReplyBuffer out, String kind, String channel, int subscriptions) {
    out.push(3);
    out.bulk(kind);
    if (channel == null) {
      out.nullBulk();
    } else {
      out.bulk(channel);
    }
    out.integer(subscriptions);
  }
}
