package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.KeyWait;
import io.vedette.node.store.ValueType;
import java.util.ArrayList;
import java.util.List;

/** XREAD: what some streams have behind an id each, or will have. */
final class StreamReadCommand {
  private static final CommandError GROUP_ONLY =
      new CommandError(
          "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
              + " <consumer> option.");

  private StreamReadCommand() {}

  static void register(Commands commands) {
    commands.register("xread", StreamReadCommand::read);
  }

  private static void read(Execution x) {
    ReadOptions options = ReadOptions.of(x, false);
    int streams = options.streams();
    StreamId[] behind = new StreamId[streams];
    StreamValue[] ready = new StreamValue[streams];
    int readyStreams = 0;
    boolean asksForLater = false;
    for (int i = 0; i < streams; i++) {
      StreamValue stream = x.find(options.firstKey() + i, StreamValue.KIND);
      int id = options.id(i);
      if (ReadOptions.is(x, id, '$')) {
        behind[i] = stream == null ? StreamId.MIN : stream.lastId();
        asksForLater = true;
      } else if (ReadOptions.is(x, id, '>')) {
        throw GROUP_ONLY;
      } else {
        behind[i] = StreamIdText.parse(x, id);
      }
      if (stream != null && stream.hasEntryBehind(behind[i])) {
        ready[i] = stream;
        readyStreams++;
      }
    }
    if (readyStreams > 0) {
      reply(x, options, behind, ready, readyStreams);
      return;
    }
    if (options.timeoutMs() == ReadOptions.AT_ONCE
        || !x.waitFor(waitFor(x, options, asksForLater ? behind : null))) {
      x.reply().nullArray();
    }
  }

  private static void reply(
      Execution x, ReadOptions options, StreamId[] behind, StreamValue[] ready, int streams) {
    long most = options.count() == 0 ? Long.MAX_VALUE : options.count();
    boolean asMap = x.reply().protocol() == 3;
    if (asMap) {
      x.reply().map(streams);
    } else {
      x.reply().array(streams);
    }
    for (int i = 0; i < ready.length; i++) {
      if (ready[i] != null) {
        if (!asMap) {
          x.reply().array(2);
        }
        int key = options.firstKey() + i;
        x.reply().bulk(x.bytes(), x.offset(key), x.length(key));
        ready[i].range(behind[i].next(), StreamId.MAX).replyAll(x.reply(), most);
      }
    }
  }

  /**
   * @param behind the ids to put in place of those of the command, if some of these mean what the
   *     streams are now; else null
   */
  private static KeyWait waitFor(Execution x, ReadOptions options, StreamId[] behind) {
    List<byte[]> words = null;
    if (behind != null) {
      words = new ArrayList<>();
      for (int i = 0; i < options.id(0); i++) {
        words.add(x.copy(i));
      }
      for (StreamId id : behind) {
        words.add(id.text());
      }
    }
    return new KeyWait(
        ValueType.STREAM, options.firstKey(), options.streams(), options.timeoutMs(), false, words);
  }
}
