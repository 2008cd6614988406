package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.protocol.resp.ReplyBuffer;

/** XINFO STREAM: what a stream is, in short or with entries and groups. */
final class StreamInfoCommand {
  private static final int FULL = 3;
  private static final int COUNT = 4;
  private static final long USUAL_COUNT = 10;

  private StreamInfoCommand() {}

  static void register(Commands commands) {
    commands.register("xinfo|stream", StreamInfoCommand::stream);
  }

  private static void stream(Execution x) {
    StreamValue stream = GroupInfo.stream(x);
    if (x.argumentCount() == FULL) {
      x.reply().map(10);
      replyFacts(x.reply(), stream);
      replyShort(x.reply(), stream);
      return;
    }
    long count = parseFull(x);
    x.reply().map(9);
    replyFacts(x.reply(), stream);
    x.reply().bulk("entries");
    stream
        .range(StreamId.MIN, StreamId.MAX)
        .replyAll(x.reply(), count == 0 ? Long.MAX_VALUE : count);
    x.reply().bulk("groups");
    GroupInfo.full(x.reply(), stream, count);
  }

  /** Reads FULL and its COUNT; 0 means all. */
  private static long parseFull(Execution x) {
    boolean counted = x.argumentCount() == COUNT + 2;
    boolean known = counted || x.argumentCount() == FULL + 1;
    if (!known || !x.is(FULL, "FULL") || counted && !x.is(COUNT, "COUNT")) {
      throw CommandError.subcommandSyntax(x);
    }
    long count = counted ? x.integer(COUNT + 1) : USUAL_COUNT;
    return count < 0 ? USUAL_COUNT : count;
  }

  private static void replyFacts(ReplyBuffer reply, StreamValue stream) {
    reply.bulk("length");
    reply.integer(stream.length());
    reply.bulk("radix-tree-keys");
    reply.integer(stream.nodes().size());
    reply.bulk("radix-tree-nodes");
    reply.integer(RadixTreeSize.nodes(stream.nodes()));
    reply.bulk("last-generated-id");
    stream.lastId().reply(reply);
    reply.bulk("max-deleted-entry-id");
    stream.maxDeletedId().reply(reply);
    reply.bulk("entries-added");
    reply.integer(stream.entriesAdded());
    reply.bulk("recorded-first-entry-id");
    stream.firstId().reply(reply);
  }

  private static void replyShort(ReplyBuffer reply, StreamValue stream) {
    reply.bulk("groups");
    reply.integer(stream.groups().size());
    reply.bulk("first-entry");
    replyEdge(reply, stream.range(StreamId.MIN, StreamId.MAX));
    reply.bulk("last-entry");
    replyEdge(reply, stream.rangeBackwards(StreamId.MIN, StreamId.MAX));
  }

  private static void replyEdge(ReplyBuffer reply, StreamCursor entries) {
    if (entries.next()) {
      entries.reply(reply);
    } else {
      reply.nullBulk();
    }
  }
}
