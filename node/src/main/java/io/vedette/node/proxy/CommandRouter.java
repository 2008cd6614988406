package io.vedette.node.proxy;

import io.vedette.node.proxy.Pending.Kind;
import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProxyCommands;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.Locale;

/**
 * Decides for each command who answers it: one shard, several, or the proxy itself. Pure; one for
 * an event loop.
 */
final class CommandRouter {
  static final String NO_TOPOLOGY = "LOADING The proxy has not learnt yet where the shards are.";
  static final String CROSS_SLOT = "CROSSSLOT Keys in request don't hash to the same slot";

  private static final int WEB_WORD_BYTES = 6;

  private final ProxyCore core;
  private final CommandTable table;
  private final RouteTable routes;
  private final Scatter scatter;
  private final LocalCommands local;
  private final PubSubRoutes pubSub;

  CommandRouter(ProxyCore core, CommandTable table, LocalCommands local) {
    this.core = core;
    this.table = table;
    this.routes = new RouteTable(table);
    this.scatter = new Scatter(core);
    this.local = local;
    this.pubSub = new PubSubRoutes(core);
  }

  /**
   * Starts a command.
   *
   * @return false if it has to wait until everything before it is answered
   */
  boolean start(ProxySession session, CommandBatch batch, int command) {
    byte[] bytes = batch.bytes();
    int nameOffset = batch.offset(command, 0);
    CommandSpec spec = table.find(bytes, nameOffset, batch.length(command, 0));
    if (spec != null && spec.isContainer() && batch.argumentCount(command) > 1) {
      CommandSpec sub = spec.subcommand(bytes, batch.offset(command, 1), batch.length(command, 1));
      if (sub == null && !spec.isInternal()) {
        refuse(session, CommandErrors.unknownSubcommand(batch, command));
        return true;
      }
      spec = sub;
    }
    if (spec == null && isWebRequest(batch, command)) {
      session.closeNow();
      return true;
    }
    if (spec == null || spec.isInternal()) {
      refuse(session, CommandErrors.unknownCommand(batch, command));
      return true;
    }
    if (!spec.accepts(batch.argumentCount(command))) {
      refuse(session, CommandErrors.wrongArity(spec));
      return true;
    }
    if (!session.authenticated() && !spec.has(CommandFlag.NO_AUTH)) {
      refuse(session, "NOAUTH Authentication required.");
      return true;
    }
    ClientInfo info = session.info();
    info.lastCommand = spec.name();
    info.commands++;
    return route(session, batch, command, spec);
  }

  private boolean route(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    Route route = routes.of(spec);
    String refusal = PubSubRoutes.refusal(session, spec);
    if (refusal != null) {
      refuse(session, refusal);
      return true;
    }
    if (route == Route.TRANSACTION) {
      return transaction(session, batch, command, spec);
    }
    if (session.transaction.isOpen() && route != Route.ALWAYS_LOCAL) {
      queue(session, batch, command, spec, route);
      return true;
    }
    switch (route) {
      case LOCAL, ALWAYS_LOCAL -> {
        return local.run(session, batch, command, spec);
      }
      case SUBSCRIBE -> {
        return pubSub.run(session, batch, command, spec);
      }
      case IMPOSSIBLE -> session.error(CommandErrors.impossible(spec));
      case ONE_SHARD, SORT, BLOCKING, PUBLISH, MANY_KEYS, ALL_SHARDS, SCAN, WAIT -> {
        if (core.routing().shards() == 0) {
          session.error(NO_TOPOLOGY);
        } else if (route == Route.ONE_SHARD) {
          forward(session, batch, command, spec);
        } else if (route == Route.SORT) {
          sort(session, batch, command, spec);
        } else if (route == Route.BLOCKING) {
          await(session, batch, command, spec);
        } else if (route == Route.PUBLISH) {
          int channel = batch.offset(command, 1);
          int length = batch.length(command, 1);
          int shard = core.routing().shardOf(batch.bytes(), channel, length);
          send(session, batch, command, spec, shard);
        } else if (route == Route.MANY_KEYS) {
          spread(session, batch, command, spec);
        } else {
          scatter.start(session, batch, command, spec, route);
        }
      }
      case TRANSACTION -> throw new IllegalStateException("routed above");
    }
    return true;
  }

  /** A browser that a web page made talk to us is hung up on, before its body can do harm. */
  private static boolean isWebRequest(CommandBatch batch, int command) {
    String name = CommandErrors.text(batch, command, 0, WEB_WORD_BYTES);
    return name.equalsIgnoreCase("post") || name.equalsIgnoreCase("host:");
  }

  private void refuse(ProxySession session, String error) {
    session.transaction.spoil();
    session.error(error);
  }

  private void forward(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    int shard = shardOf(batch, command, spec);
    if (shard == Routing.CROSS) {
      session.error(CROSS_SLOT);
      return;
    }
    send(session, batch, command, spec, shard);
  }

  private void sort(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    String refusal = SortPatterns.refusal(core.routing(), batch, command);
    if (refusal != null) {
      session.error(refusal);
    } else {
      forward(session, batch, command, spec);
    }
  }

  /** What may wait for keys does so beside the connection; the client's next commands wait too. */
  private void await(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    int shard = shardOf(batch, command, spec);
    if (shard == Routing.CROSS) {
      session.error(CROSS_SLOT);
      return;
    }
    long id = core.nextWaitId();
    ReplyBuffer request = core.request();
    request.clear();
    request.raw(LaneWaits.request(ProxyCommands.BLOCK, id));
    append(request, batch, command);
    ShardLane lane = session.transaction.laneFor(core.shard(shard));
    Pending pending = session.begin(Kind.BLOCKING, request.size());
    pending.waitId = id;
    pending.blockReplies = 1;
    lane.add(pending, request.bytes(), 0, request.size());
    session.waitForAnswers();
  }

  private void spread(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    int shard = shardOf(batch, command, spec);
    if (shard == Routing.CROSS) {
      scatter.spread(session, batch, command, spec);
    } else {
      send(session, batch, command, spec, shard);
    }
  }

  private void send(
      ProxySession session, CommandBatch batch, int command, CommandSpec spec, int shard) {
    Kind kind = kindOf(spec);
    ShardLane lane = session.transaction.laneFor(core.shard(shard));
    int start = batch.rawStart(command);
    int length = batch.rawEnd(command) - start;
    if (length > 0) {
      lane.add(session.begin(kind, length), batch.bytes(), start, length);
    } else {
      ReplyBuffer request = encode(core.request(), batch, command);
      lane.add(session.begin(kind, request.size()), request.bytes(), 0, request.size());
    }
  }

  private boolean transaction(
      ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    Transaction transaction = session.transaction;
    switch (spec.name()) {
      case "multi" -> transaction.multi();
      case "discard" -> transaction.discard();
      case "unwatch" -> transaction.unwatch();
      case "exec" -> {
        if (core.routing().shards() == 0) {
          session.error(NO_TOPOLOGY);
        } else {
          transaction.exec();
        }
      }
      default -> {
        if (core.routing().shards() == 0) {
          session.error(NO_TOPOLOGY);
          return true;
        }
        if (session.hasUnanswered() && !transaction.isWatching() && !transaction.isOpen()) {
          return false;
        }
        transaction.watch(batch, command, shardOf(batch, command, spec));
      }
    }
    return true;
  }

  private void queue(
      ProxySession session, CommandBatch batch, int command, CommandSpec spec, Route route) {
    Transaction transaction = session.transaction;
    String error = null;
    int shard = Transaction.ANY_SHARD;
    if (core.routing().shards() == 0) {
      error = NO_TOPOLOGY;
    } else if (route == Route.LOCAL && !routes.mayRunInTransaction(spec)
        || route == Route.SUBSCRIBE
        || route == Route.IMPOSSIBLE) {
      error =
          "ERR "
              + spec.name().toUpperCase(Locale.ROOT).replace('|', ' ')
              + " inside MULTI is not possible through the proxy";
    } else if (!spec.keySpecs().isEmpty()) {
      shard = shardOf(batch, command, spec);
      error = shard == Routing.CROSS ? CROSS_SLOT : null;
      if (route == Route.SORT && error == null) {
        error = SortPatterns.refusal(core.routing(), batch, command);
      }
    } else if (route == Route.ALL_SHARDS || route == Route.SCAN || route == Route.WAIT) {
      error = core.routing().shards() > 1 ? CROSS_SLOT : null;
    }
    if (error == null) {
      transaction.queue(batch, command, shard, kindOf(spec) == Kind.WRITE);
    } else {
      refuse(session, error);
    }
  }

  /** The shard of all keys of a command, or {@link Routing#CROSS}. */
  private int shardOf(CommandBatch batch, int command, CommandSpec spec) {
    if (spec.has(CommandFlag.MOVABLEKEYS)) {
      return shardOf(batch, command, spec.keysIn(batch, command, 0));
    }
    Routing routing = core.routing();
    byte[] bytes = batch.bytes();
    int first = spec.firstKey();
    int last =
        Math.min(spec.lastKeyIn(batch.argumentCount(command)), batch.argumentCount(command) - 1);
    int shard = routing.shardOf(bytes, batch.offset(command, first), batch.length(command, first));
    for (int key = first + spec.keyStep(); key <= last; key += spec.keyStep()) {
      if (routing.shardOf(bytes, batch.offset(command, key), batch.length(command, key)) != shard) {
        return Routing.CROSS;
      }
    }
    return shard;
  }

  /** Where no keys are found, any shard refuses the command as Redis does. */
  private int shardOf(CommandBatch batch, int command, int[] keys) {
    int shard = core.routing().shardOf(batch.bytes(), 0, 0);
    for (int i = 0; i < keys.length; i++) {
      int offset = batch.offset(command, keys[i]);
      int of = core.routing().shardOf(batch.bytes(), offset, batch.length(command, keys[i]));
      if (i > 0 && of != shard) {
        return Routing.CROSS;
      }
      shard = of;
    }
    return shard;
  }

  private static Kind kindOf(CommandSpec spec) {
    return spec.isWrite() || spec.has(CommandFlag.PUBLISHES) ? Kind.WRITE : Kind.READ;
  }

  /** Writes a command that came inline as RESP into a buffer that it clears. */
  static ReplyBuffer encode(ReplyBuffer out, CommandBatch batch, int command) {
    out.clear();
    append(out, batch, command);
    return out;
  }

  private static void append(ReplyBuffer out, CommandBatch batch, int command) {
    int arguments = batch.argumentCount(command);
    out.array(arguments);
    for (int i = 0; i < arguments; i++) {
      out.bulk(batch.bytes(), batch.offset(command, i), batch.length(command, i));
    }
  }
}
