package io.vedette.node.type.stream;

import static io.vedette.node.type.stream.StreamCommands.KEY;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Effects;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;

/** XADD. Its effect carries the id that the entry got, and what was trimmed exactly. */
final class StreamAddCommand {
  private static final CommandError ZERO_ID =
      new CommandError("ERR The ID specified in XADD must be greater than 0-0");
  private static final CommandError NO_ID_LEFT =
      new CommandError(
          "ERR The stream has exhausted the last possible ID, unable to add more items");
  private static final CommandError ID_TOO_SMALL =
      new CommandError(
          "ERR The ID specified in XADD is equal or smaller than the target stream top item");
  private static final CommandError TOO_LARGE =
      new CommandError("ERR Elements are too large to be stored");

  private StreamAddCommand() {}

  /** The arguments behind the id. */
  private record Fields(Execution x, int first, int count) implements EntryFields {
    @Override
    public byte[] bytes() {
      return x.bytes();
    }

    @Override
    public int offset(int index) {
      return x.offset(first + index);
    }

    @Override
    public int length(int index) {
      return x.length(first + index);
    }
  }

  static void add(Execution x) {
    AddOrTrimArguments arguments = AddOrTrimArguments.ofAdd(x);
    int first = arguments.idArgument() + 1;
    int words = x.argumentCount() - first;
    if (words < 2 || words % 2 == 1) {
      throw CommandError.wrongArity(x.spec().name());
    }
    StreamId given = arguments.id();
    if (given != null && given.isZero() && !arguments.choosesSequence()) {
      throw ZERO_ID;
    }
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    if (stream == null && arguments.createsNothing()) {
      x.reply().nullBulk();
      return;
    }
    if (stream == null) {
      stream = new StreamValue();
    }
    StreamId id = idFor(x, stream, arguments);
    Fields fields = new Fields(x, first, words / 2);
    if (StreamValue.textBytes(fields) > StreamValue.MAX_NODE_BYTES) {
      throw TOO_LARGE;
    }
    stream.append(id, fields, x.limits());
    TrimRequest trim = arguments.trim();
    long trimmed = trim == null ? 0 : trim.apply(stream);
    x.putBack(KEY, stream);
    x.changed();
    x.notify(EventClass.STREAM, "xadd", KEY);
    if (trimmed > 0) {
      x.notify(EventClass.STREAM, "xtrim", KEY);
    }
    id.reply(x.reply());
    boolean chosen = given == null || arguments.choosesSequence();
    if (chosen || trim != null && trim.approximate()) {
      effect(x, arguments, trim, stream, id);
    }
  }

  private static StreamId idFor(Execution x, StreamValue stream, AddOrTrimArguments arguments) {
    StreamId last = stream.lastId();
    if (last.isMax()) {
      throw NO_ID_LEFT;
    }
    StreamId id = arguments.id();
    if (id == null) {
      return stream.nextId(x.nowMs());
    }
    if (arguments.choosesSequence() && id.ms() == last.ms()) {
      if (last.seq() == -1) {
        throw ID_TOO_SMALL;
      }
      return last.next();
    }
    if (id.compareTo(last) <= 0) {
      throw ID_TOO_SMALL;
    }
    return id;
  }

  private static void effect(
      Execution x,
      AddOrTrimArguments arguments,
      TrimRequest trim,
      StreamValue stream,
      StreamId id) {
    Effects effects = x.effects().command(x.argumentCount() - arguments.limitArguments());
    for (int i = 0; i < x.argumentCount(); i++) {
      if (i == arguments.idArgument()) {
        effects.arg(id.text());
      } else {
        arguments.effectArgument(effects, i, trim, stream);
      }
    }
  }
}
