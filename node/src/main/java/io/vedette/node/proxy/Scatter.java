package io.vedette.node.proxy;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.ScanOptions;
import io.vedette.node.proxy.Pending.Kind;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.WaitArguments;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.Decimal;
import io.vedette.protocol.resp.ProxyCommands;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Commands for more than one shard: cuts them into parts and chooses how the replies are put
 * together. A spread write is not atomic over shards.
 */
final class Scatter {
  private final ProxyCore core;

  Scatter(ProxyCore core) {
    this.core = core;
  }

  /** A command whose keys belong to several shards: each gets its own keys. */
  void spread(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    int step = spec.keyStep();
    int arguments = batch.argumentCount(command);
    if ((arguments - spec.firstKey()) % step != 0) {
      session.error(CommandErrors.wrongArity(spec));
      return;
    }
    int keys = (arguments - spec.firstKey()) / step;
    short[] shardOfKey = new short[keys];
    int[] keysOfShard = new int[core.routing().shards()];
    for (int key = 0; key < keys; key++) {
      int at = spec.firstKey() + key * step;
      int shard =
          core.routing()
              .shardOf(batch.bytes(), batch.offset(command, at), batch.length(command, at));
      shardOfKey[key] = (short) shard;
      keysOfShard[shard]++;
    }
    int[] partOfShard = new int[keysOfShard.length];
    int parts = 0;
    for (int shard = 0; shard < keysOfShard.length; shard++) {
      partOfShard[shard] = keysOfShard[shard] > 0 ? parts++ : -1;
    }
    Kind kind = spec.isWrite() ? Kind.WRITE : Kind.READ;
    Pending place = session.begin(kind, batch.rawEnd(command) - batch.rawStart(command));
    Gather gather = gatherOf(spec, place, parts, shardOfKey, partOfShard);
    for (int shard = 0; shard < keysOfShard.length; shard++) {
      if (keysOfShard[shard] > 0) {
        ReplyBuffer request = core.request();
        request.clear();
        request.array(spec.firstKey() + keysOfShard[shard] * step);
        copy(request, batch, command, 0);
        for (int key = 0; key < keys; key++) {
          for (int i = 0; shardOfKey[key] == shard && i < step; i++) {
            copy(request, batch, command, spec.firstKey() + key * step + i);
          }
        }
        add(session, gather.part(partOfShard[shard], kind, session.db()), shard, request);
      }
    }
  }

  private Gather gatherOf(
      CommandSpec spec, Pending place, int parts, short[] shardOfKey, int[] partOfShard) {
    return switch (spec.name()) {
      case "mget" -> {
        int[] partOfKey = new int[shardOfKey.length];
        for (int key = 0; key < partOfKey.length; key++) {
          partOfKey[key] = partOfShard[shardOfKey[key]];
        }
        yield new Gathers.Interleaving(core, place, parts, partOfKey);
      }
      case "mset" -> new Gathers.AllOk(core, place, parts);
      default -> new Gathers.Sum(core, place, parts);
    };
  }

  /** A command that every shard gets as it is, SCAN, or WAIT. */
  void start(ProxySession session, CommandBatch batch, int command, CommandSpec spec, Route route) {
    if (route == Route.SCAN) {
      scan(session, batch, command);
      return;
    }
    if (route == Route.WAIT) {
      await(session, batch, command, spec);
      return;
    }
    int shards = core.routing().shards();
    Kind kind = spec.isWrite() ? Kind.WRITE : Kind.READ;
    ReplyBuffer request = CommandRouter.encode(core.request(), batch, command);
    byte[] bytes = shards > 1 ? request.toByteArray() : request.bytes();
    int size = request.size();
    Pending place = session.begin(kind, size);
    Gather gather =
        switch (spec.name()) {
          case "dbsize", "slowlog|len", "latency|reset" -> new Gathers.Sum(core, place, shards);
          case "keys" -> new Gathers.Concatenation(core, place, shards);
          case "randomkey" -> new Gathers.Choice(core, place, shards, core.randomBelow(shards));
          case "pubsub|channels", "pubsub|shardchannels" ->
              new PubSubGathers.Union(core, place, shards);
          case "pubsub|numpat" -> new PubSubGathers.Greatest(core, place, shards);
          case "pubsub|numsub", "pubsub|shardnumsub" -> ofHomes(place, batch, command, shards);
          case "slowlog|get" -> new ObservationGathers.Slowest(core, place, shards, batch, command);
          case "latency|latest" -> new ObservationGathers.Events(core, place, shards);
          case "latency|history" -> new ObservationGathers.Samples(core, place, shards);
          default -> new Gathers.AllOk(core, place, shards);
        };
    for (int shard = 0; shard < shards; shard++) {
      ShardLane lane = session.transaction.laneFor(core.shard(shard));
      lane.add(gather.part(shard, kind, session.db()), bytes, 0, size);
    }
  }

  private Gather ofHomes(Pending place, CommandBatch batch, int command, int shards) {
    int channels = batch.argumentCount(command) - 2;
    int[] homes = new int[channels];
    byte[][] names = new byte[channels][];
    for (int i = 0; i < channels; i++) {
      int offset = batch.offset(command, i + 2);
      int length = batch.length(command, i + 2);
      homes[i] = core.routing().shardOf(batch.bytes(), offset, length);
      names[i] = Arrays.copyOfRange(batch.bytes(), offset, offset + length);
    }
    return new PubSubGathers.OfHomes(core, place, shards, homes, names);
  }

  private void scan(ProxySession session, CommandBatch batch, int command) {
    long cursor;
    try {
      cursor = ScanOptions.cursor(CommandErrors.text(batch, command, 1, batch.length(command, 1)));
    } catch (CommandError e) {
      session.error(e.getMessage());
      return;
    }
    // A cursor that was never given out may lead anywhere; the shard looks at the options.
    int shard = ScanCursor.shard(cursor) % core.routing().shards();
    ReplyBuffer request = core.request();
    request.clear();
    int arguments = batch.argumentCount(command);
    request.array(arguments);
    copy(request, batch, command, 0);
    request.bulk(Long.toUnsignedString(ScanCursor.inShard(cursor)));
    for (int i = 2; i < arguments; i++) {
      copy(request, batch, command, i);
    }
    Pending place = session.begin(Kind.READ, request.size());
    Gather gather = new ScanCursor.Step(core, place, shard, core.routing().shards());
    add(session, gather.part(0, Kind.READ, session.db()), shard, request);
  }

  /** WAIT and WAITAOF, whose first number says whether the masters' own disks count. */
  private void await(ProxySession session, CommandBatch batch, int command, CommandSpec spec) {
    boolean durable = spec.name().equals("waitaof");
    long[] number = new long[batch.argumentCount(command) - 1];
    for (int i = 0; i < number.length; i++) {
      int offset = batch.offset(command, i + 1);
      int length = batch.length(command, i + 1);
      boolean isNumber = Decimal.isLong(batch.bytes(), offset, length);
      number[i] = isNumber ? Decimal.parse(batch.bytes(), offset, length) : 0;
      String error = WaitArguments.error(i, number.length, isNumber, number[i], core.nowMs());
      if (error != null) {
        session.error(error);
        return;
      }
    }
    long replicas = Math.min(number[number.length - 2], Integer.MAX_VALUE);
    number[number.length - 2] = replicas;
    // Without writes of its own, a client learns how many replicas every shard has.
    List<ShardState> asked = new ArrayList<>();
    boolean wroteNothing = session.written().count() == 0;
    for (int shard = 0; shard < core.routing().shards(); shard++) {
      if (wroteNothing || session.written().wroteTo(core.shard(shard))) {
        asked.add(core.shard(shard));
      }
    }
    ShardState[] shards = asked.toArray(ShardState[]::new);
    Pending place = session.begin(Kind.READ, 0);
    Gather gather =
        durable
            ? new Gathers.LeastDurable(core, place, number[0], replicas, shards)
            : new Gathers.Least(core, place, replicas, shards);
    for (int i = 0; i < shards.length; i++) {
      Pending part = gather.part(i, Kind.WAIT, session.db());
      if (session.written().hasLost(shards[i])) {
        core.answer(part, LaneWaits.NONE);
      } else {
        part.waitId = core.nextWaitId();
        ReplyBuffer request = core.request();
        request.clear();
        request.array(3 + number.length);
        request.bulk(ProxyCommands.VEDETTE);
        request.bulk(durable ? ProxyCommands.WAITAOF : ProxyCommands.WAIT);
        request.bulkLong(part.waitId);
        for (long argument : number) {
          request.bulkLong(argument);
        }
        add(session, part, shards[i].index(), request);
      }
    }
  }

  private void add(ProxySession session, Pending part, int shard, ReplyBuffer request) {
    ShardLane lane = session.transaction.laneFor(core.shard(shard));
    lane.add(part, request.bytes(), 0, request.size());
  }

  private static void copy(ReplyBuffer to, CommandBatch batch, int command, int argument) {
    to.bulk(batch.bytes(), batch.offset(command, argument), batch.length(command, argument));
  }
}
