package io.vedette.node.type.stream;

import static io.vedette.node.type.stream.StreamCommands.KEY;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;

/** XRANGE and XREVRANGE. */
final class StreamRangeCommands {
  private static final int FIRST_OPTION = 4;

  private StreamRangeCommands() {}

  static void register(Commands commands) {
    commands
        .register("xrange", x -> range(x, 2, 3, false))
        .register("xrevrange", x -> range(x, 3, 2, true));
  }

  private static void range(Execution x, int start, int end, boolean backwards) {
    StreamId first = StreamIdText.parseStart(x, start);
    StreamId last = StreamIdText.parseEnd(x, end);
    long count = Long.MAX_VALUE;
    for (int i = FIRST_OPTION; i < x.argumentCount(); i += 2) {
      if (i + 1 == x.argumentCount() || !x.is(i, "COUNT")) {
        throw CommandError.SYNTAX;
      }
      count = Math.max(0, x.integer(i + 1));
    }
    StreamValue stream = x.find(KEY, StreamValue.KIND);
    if (stream == null) {
      x.reply().array(0);
    } else if (count == 0) {
      x.reply().nullArray();
    } else {
      StreamCursor entries =
          backwards ? stream.rangeBackwards(first, last) : stream.range(first, last);
      entries.replyAll(x.reply(), count);
    }
  }
}
