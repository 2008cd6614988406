package io.vedette.sentinel.api;

import io.vedette.protocol.resp.ReplyBuffer;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.sentinel.view.SentinelViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** SENTINEL and its subcommands. */
final class SentinelSubcommands {
  private static final List<String> FLAGS = List.of("admin", "sentinel");

  /** What Redis offers to configure masters by; here the topology is voted. */
  private static final List<String> NOT_HERE =
      List.of(
          "monitor",
          "remove",
          "set",
          "flushconfig",
          "info-cache",
          "pending-scripts",
          "simulate-failure",
          "debug");

  private final ApiContext context;

  SentinelSubcommands(ApiContext context) {
    this.context = context;
  }

  List<ApiCommand> all() {
    List<ApiCommand> all =
        new ArrayList<>(
            List.of(
                sub("get-master-addr-by-name", 3, this::getMasterAddress),
                sub("masters", 2, this::masters),
                sub("master", 3, this::master),
                sub("replicas", 3, this::replicas),
                sub("slaves", 3, this::replicas),
                sub("sentinels", 3, this::sentinels),
                sub("ckquorum", 3, this::checkQuorum),
                sub("failover", 3, this::failover),
                sub("is-master-down-by-addr", 6, this::isMasterDown),
                sub("reset", 3, this::reset),
                sub("myid", 2, (s, args, out) -> out.bulk(context.identity().id())),
                sub("config", -4, this::config),
                sub("topology", 2, this::topology),
                sub("help", 2, SentinelHelp::write)));
    for (String name : NOT_HERE) {
      all.add(sub(name, -2, (s, args, out) -> out.error(notHere(args[1]))));
    }
    return all;
  }

  private static ApiCommand sub(String name, int arity, ApiCommand.Handler handler) {
    return new ApiCommand("sentinel|" + name, arity, FLAGS, handler);
  }

  private static String notHere(String subcommand) {
    return "ERR SENTINEL "
        + SentinelCommands.clip(subcommand, 0).toUpperCase(Locale.ROOT)
        + " is not supported: masters and replicas come from the topology that the sentinels vote"
        + " for";
  }

  private void view(SentinelSession session, ViewReply.Writer writer) {
    ViewReply.send(context.control(), session, writer);
  }

  private void getMasterAddress(SentinelSession session, String[] args, ReplyBuffer ignored) {
    view(
        session,
        (views, out) -> {
          Optional<Endpoint> address = views.masterAddress(args[2]);
          if (address.isEmpty()) {
            out.nullArray();
            return;
          }
          out.array(2);
          out.bulk(address.get().host());
          out.bulkLong(address.get().port());
        });
  }

  private void masters(SentinelSession session, String[] args, ReplyBuffer ignored) {
    view(session, (views, out) -> ViewReply.states(views.masters(), out));
  }

  private void master(SentinelSession session, String[] args, ReplyBuffer ignored) {
    view(
        session,
        (views, out) ->
            views
                .master(args[2])
                .ifPresentOrElse(
                    fields -> ViewReply.state(fields, out),
                    () -> out.error(ViewReply.UNKNOWN_MASTER)));
  }

  private void replicas(SentinelSession session, String[] args, ReplyBuffer ignored) {
    view(
        session,
        (views, out) ->
            views
                .replicas(args[2])
                .ifPresentOrElse(
                    states -> ViewReply.states(states, out),
                    () -> out.error(ViewReply.UNKNOWN_MASTER)));
  }

  private void sentinels(SentinelSession session, String[] args, ReplyBuffer ignored) {
    view(
        session,
        (views, out) ->
            views
                .sentinels(args[2])
                .ifPresentOrElse(
                    states -> ViewReply.states(states, out),
                    () -> out.error(ViewReply.UNKNOWN_MASTER)));
  }

  private void checkQuorum(SentinelSession session, String[] args, ReplyBuffer ignored) {
    view(
        session,
        (views, out) -> {
          String verdict = views.checkQuorum(args[2]).orElse(ViewReply.UNKNOWN_MASTER);
          if (verdict.startsWith("OK")) {
            out.simple(verdict);
          } else {
            out.error(verdict);
          }
        });
  }

  private void failover(SentinelSession session, String[] args, ReplyBuffer out) {
    if (args[2].equals(context.identity().database())) {
      out.error("ERR " + args[2] + " is the database as a whole: name the shard to fail over");
      return;
    }
    session.defer();
    context
        .control()
        .failover(
            args[2],
            answer ->
                session.wire.answer(
                    reply(
                        switch (answer) {
                          case STARTED -> "+OK";
                          case IN_PROGRESS -> "-INPROG Failover already in progress";
                          case NO_GOOD_REPLICA -> "-NOGOODSLAVE No suitable replica to promote";
                          case UNKNOWN_SHARD -> "-" + ViewReply.UNKNOWN_MASTER;
                        })));
  }

  private static byte[] reply(String line) {
    ReplyBuffer out = new ReplyBuffer();
    if (line.charAt(0) == '+') {
      out.simple(line.substring(1));
    } else {
      out.error(line.substring(1));
    }
    return out.toByteArray();
  }

  /** A Redis sentinel also asks for votes this way; ours are cast on the control plane only. */
  private void isMasterDown(SentinelSession session, String[] args, ReplyBuffer out) {
    long port = number(args[3]);
    if (port < 0 || number(args[4]) < 0) {
      out.error("ERR value is not an integer or out of range");
      return;
    }
    view(
        session,
        (views, reply) -> {
          reply.array(3);
          reply.integer(isDown(views, args[2], args[3]) ? 1 : 0);
          reply.bulk("*");
          reply.integer(0);
        });
  }

  private static boolean isDown(SentinelViews views, String host, String port) {
    return views.masters().stream()
        .filter(fields -> fields.get("ip").equals(host) && fields.get("port").equals(port))
        .anyMatch(fields -> fields.get("flags").contains("s_down"));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void reset(SentinelSession session, String[] args, ReplyBuffer ignored) {
    view(
        session,
        (views, out) -> {
          List<Map<String, String>> chosen = new ArrayList<>();
          for (Map<String, String> fields : views.masters()) {
            if (Subscribers.matches(args[2], fields.get("name"))) {
              chosen.add(fields);
            }
          }
          context.control().reconnect(chosen.stream().map(fields -> fields.get("name")).toList());
          out.integer(chosen.size());
        });
  }

  private void config(SentinelSession session, String[] args, ReplyBuffer out) {
    if (!args[2].equalsIgnoreCase("get")) {
      out.error("ERR Only SENTINEL CONFIG GET <option> is supported.");
      return;
    }
    Map<String, String> found = new TreeMap<>();
    context
        .identity()
        .settings()
        .forEach(
            (name, value) -> {
              for (int i = 3; i < args.length; i++) {
                if (Subscribers.matches(args[i].toLowerCase(Locale.ROOT), name)) {
                  found.put(name, value);
                }
              }
            });
    ViewReply.state(found, out);
  }

  private void topology(SentinelSession session, String[] args, ReplyBuffer ignored) {
    view(session, TopologyReply::write);
  }
}
