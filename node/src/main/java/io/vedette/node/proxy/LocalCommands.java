package io.vedette.node.proxy;

import io.vedette.node.command.connection.ConnectionCommands;
import io.vedette.node.command.pubsub.PubSubCommands;
import io.vedette.node.proxy.Pending.Kind;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.HelpReply;
import io.vedette.protocol.resp.ReplyBuffer;

/** The commands about the connection and the proxy itself. One for an event loop. */
final class LocalCommands {
  static final String BAD_NUMBER = "ERR value is not an integer or out of range";

  private final ProxyCore core;
  private final Authentication authentication;
  private final ClientCommands clients;
  private final ProxyInfo info;

  LocalCommands(ProxyCore core, ProxyFacts facts) {
    this.core = core;
    this.authentication = new Authentication(core.config().requirePass());
    this.clients = new ClientCommands(core, facts.clients());
    this.info = new ProxyInfo(core, facts);
  }

  /**
   * Answers a command.
   *
   * @return false if it has to wait until everything before it is answered
   */
  boolean run(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    ReplyBuffer out = core.scratch();
    out.clear();
    out.protocol(session.protocol());
    Call call = new Call(session, batch, command, spec, out);
    String family = spec.container() == null ? spec.name() : spec.container().name();
    boolean needsQuiet = spec.name().equals("hello") || spec.name().equals("reset");
    if (needsQuiet && session.hasUnanswered()) {
      return false;
    }
    switch (family) {
      case "ping" -> ping(call);
      case "echo" -> call.bulk(1);
      case "select" -> select(call);
      case "auth" -> auth(call);
      case "hello" -> hello(call);
      case "time" -> time(call);
      case "role" -> role(call);
      case "client" -> clients.run(call);
      case "command", "slowlog", "latency", "xgroup", "xinfo" -> describeCommands(call);
      case "info" -> info.info(call);
      case "config" -> config(call);
      case "pubsub" ->
          HelpReply.write(call.out(), "pubsub", PubSubCommands.HELP.toArray(String[]::new));
      case "object" -> HelpReply.writeObject(call.out());
      case "reset" -> reset(call);
      case "quit" -> {
        out.ok();
        session.closeAfterThisReply();
      }
      default -> out.error(CommandErrors.impossible(spec));
    }
    if (out.size() > 0) {
      session.reply(out);
    }
    return true;
  }

  private static void ping(Call call) {
    if (call.arguments() > 2) {
      call.error(CommandErrors.wrongArity(call.spec()));
      return;
    }
    boolean subscriber = call.session().isSubscriber() && call.session().protocol() == 2;
    if (subscriber) {
      call.out().array(2);
      call.out().bulk("pong");
    }
    if (call.arguments() == 2) {
      call.bulk(1);
    } else if (subscriber) {
      call.out().bulk("");
    } else {
      call.out().pong();
    }
  }

  private void select(Call call) {
    if (!call.isInteger(1)) {
      call.error(BAD_NUMBER);
    } else if (call.integer(1) != (int) call.integer(1)) {
      call.error(ConnectionCommands.BEYOND_INT);
    } else if (call.integer(1) < 0 || call.integer(1) >= core.config().databases()) {
      call.error("ERR DB index is out of range");
    } else {
      call.session().select((int) call.integer(1));
      call.out().ok();
    }
  }

  private void auth(Call call) {
    if (call.arguments() > 3) {
      call.error("ERR syntax error");
      return;
    }
    boolean named = call.arguments() == 3;
    if (!named && !authentication.isRequired()) {
      call.error(Authentication.NO_PASSWORD);
    } else if (authentication.accepts(named ? call.text(1) : null, call.bytes(named ? 2 : 1))) {
      call.session().authenticated(true);
      call.out().ok();
    } else {
      call.error(Authentication.WRONG);
    }
  }

  private void hello(Call call) {
    int version = call.session().protocol();
    if (call.arguments() > 1) {
      if (!call.isInteger(1)) {
        call.error("ERR Protocol version is not an integer or out of range");
        return;
      }
      if (call.integer(1) < 2 || call.integer(1) > 3) {
        call.error("NOPROTO unsupported protocol version");
        return;
      }
      version = (int) call.integer(1);
    }
    boolean authenticated = call.session().authenticated();
    String name = null;
    for (int i = 2; i < call.arguments(); ) {
      if (call.is(i, "AUTH") && i + 2 < call.arguments()) {
        if (!authentication.accepts(call.text(i + 1), call.bytes(i + 2))) {
          call.error(Authentication.WRONG);
          return;
        }
        authenticated = true;
        i += 3;
      } else if (call.is(i, "SETNAME") && i + 1 < call.arguments()) {
        name = call.latin1(i + 1);
        if (!ClientCommands.isName(name)) {
          call.error(ClientCommands.BAD_NAME);
          return;
        }
        i += 2;
      } else {
        call.error("ERR Syntax error in HELLO option '" + call.text(i) + "'");
        return;
      }
    }
    if (!authenticated) {
      call.error(Authentication.HELLO_NEEDS_AUTH);
      return;
    }
    greet(call, version, name);
  }

  private void greet(Call call, int version, String name) {
    ProxySession session = call.session();
    session.authenticated(true);
    if (name != null) {
      session.info().name = name;
    }
    if (version != session.protocol()) {
      session.transaction.breakWatch();
      session.protocol(version);
    }
    ReplyBuffer out = call.out();
    out.protocol(version);
    out.map(7);
    out.bulk("server");
    out.bulk("redis");
    out.bulk("version");
    out.bulk(ProxyFacts.REDIS_VERSION);
    out.bulk("proto");
    out.integer(version);
    out.bulk("id");
    out.integer(session.info().id);
    out.bulk("mode");
    out.bulk("standalone");
    out.bulk("role");
    out.bulk("master");
    out.bulk("modules");
    out.array(0);
  }

  private void time(Call call) {
    long micros = core.wallMicros();
    call.out().array(2);
    call.out().bulkLong(micros / 1_000_000);
    call.out().bulkLong(micros % 1_000_000);
  }

  /** A proxy has no replication offset and no replicas of its own. */
  private static void role(Call call) {
    call.out().array(3);
    call.out().bulk("master");
    call.out().integer(0);
    call.out().array(0);
  }

  /** The proxy's own settings are answered here, all others by the first shard. */
  private void config(Call call) {
    switch (call.spec().name()) {
      case "config|get" -> {
        if (!info.configGet(call)) {
          forwardToFirstShard(call);
        }
      }
      case "config|resetstat" -> {
        info.resetStatistics();
        call.out().ok();
      }
      default ->
          HelpReply.write(
              call.out(),
              "config",
              "GET <pattern>",
              "    Return parameters matching the glob-like <pattern> and their values.",
              "RESETSTAT",
              "    Reset statistics reported by the INFO command.");
    }
  }

  /** Every copy knows the same commands, so any can describe them or help with them. */
  private void describeCommands(Call call) {
    if (core.routing().shards() == 0) {
      call.error(CommandRouter.NO_TOPOLOGY);
    } else {
      forwardToFirstShard(call);
    }
  }

  private void forwardToFirstShard(Call call) {
    if (core.routing().shards() == 0) {
      call.out().map(0);
      return;
    }
    ReplyBuffer request = CommandRouter.encode(core.request(), call.batch(), call.command());
    core.shard(0)
        .lane(call.session().protocol())
        .add(call.session().begin(Kind.READ, request.size()), request.bytes(), 0, request.size());
  }

  private void reset(Call call) {
    ProxySession session = call.session();
    session.transaction.reset();
    core.subscribers().leave(session);
    session.select(0);
    session.protocol(2);
    session.info().name = "";
    session.replyMode(ProxySession.ReplyMode.ON);
    session.authenticated(!authentication.isRequired());
    call.out().simple("RESET");
  }
}
