package io.vedette.node.type.stream;

import static io.vedette.node.type.stream.StreamCommands.KEY;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Effects;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;

/** The commands that take entries away, or set what is known of the ids. */
final class StreamWriteCommands {
  private static final int FIRST_ID = 2;
  private static final int ID = 2;
  private static final int FIRST_OPTION = 3;

  private static final CommandError NEGATIVE_COUNT =
      new CommandError("ERR entries_added must be positive");
  private static final CommandError BELOW_GIVEN_DELETED =
      tooSmall("ID", "the provided max_deleted_entry_id");
  private static final CommandError BELOW_TOP = tooSmall("ID", "the target stream top item");
  private static final CommandError BELOW_LENGTH =
      tooSmall("entries_added", "the target stream length");

  private StreamWriteCommands() {}

  private static CommandError tooSmall(String what, String than) {
    return new CommandError("ERR The " + what + " specified in XSETID is smaller than " + than);
  }

  static void register(Commands commands) {
    commands
        .register("xadd", StreamAddCommand::add)
        .register("xdel", StreamWriteCommands::delete)
        .register("xtrim", StreamWriteCommands::trim)
        .register("xsetid", StreamWriteCommands::setId);
  }

  private static void delete(Execution x) {
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    if (stream == null) {
      x.reply().integer(0);
      return;
    }
    StreamId[] ids = new StreamId[x.argumentCount() - FIRST_ID];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = StreamIdText.parse(x, FIRST_ID + i);
    }
    int deleted = 0;
    for (StreamId id : ids) {
      deleted += stream.delete(id) ? 1 : 0;
    }
    if (deleted > 0) {
      x.putBack(KEY, stream);
      x.changed(deleted);
      x.notify(EventClass.STREAM, "xdel", KEY);
    }
    x.reply().integer(deleted);
  }

  private static void trim(Execution x) {
    AddOrTrimArguments arguments = AddOrTrimArguments.ofTrim(x);
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    if (stream == null) {
      x.reply().integer(0);
      return;
    }
    TrimRequest trim = arguments.trim();
    long trimmed = trim.apply(stream);
    if (trimmed > 0) {
      x.putBack(KEY, stream);
      x.changed(trimmed);
      x.notify(EventClass.STREAM, "xtrim", KEY);
      if (trim.approximate()) {
        trimEffect(x, arguments, trim, stream);
      }
    }
    x.reply().integer(trimmed);
  }

  private static void trimEffect(
      Execution x, AddOrTrimArguments arguments, TrimRequest trim, StreamValue stream) {
    Effects effects = x.effects().command(x.argumentCount() - arguments.limitArguments());
    for (int i = 0; i < x.argumentCount(); i++) {
      arguments.effectArgument(effects, i, trim, stream);
    }
  }

  private static void setId(Execution x) {
    StreamId id = StreamIdText.parse(x, ID);
    long entriesAdded = -1;
    StreamId maxDeleted = StreamId.MIN;
    for (int i = FIRST_OPTION; i < x.argumentCount(); i += 2) {
      boolean more = i + 1 < x.argumentCount();
      if (more && x.is(i, "ENTRIESADDED")) {
        entriesAdded = x.integer(i + 1);
        if (entriesAdded < 0) {
          throw NEGATIVE_COUNT;
        }
      } else if (more && x.is(i, "MAXDELETEDID")) {
        maxDeleted = StreamIdText.parse(x, i + 1);
        if (id.compareTo(maxDeleted) < 0) {
          throw BELOW_GIVEN_DELETED;
        }
      } else {
        throw CommandError.SYNTAX;
      }
    }
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    if (stream == null) {
      throw CommandError.NO_SUCH_KEY;
    }
    checkId(stream, id, entriesAdded);
    stream.restoreIds(
        id,
        stream.firstId(),
        maxDeleted.isZero() ? stream.maxDeletedId() : maxDeleted,
        entriesAdded < 0 ? stream.entriesAdded() : entriesAdded);
    x.putBack(KEY, stream);
    x.changed();
    x.notify(EventClass.STREAM, "xsetid", KEY);
    x.reply().ok();
  }

  private static void checkId(StreamValue stream, StreamId id, long entriesAdded) {
    if (stream.length() > 0) {
      if (id.compareTo(stream.lastEntryId()) < 0) {
        throw BELOW_TOP;
      }
      if (entriesAdded >= 0 && stream.length() > entriesAdded) {
        throw BELOW_LENGTH;
      }
    }
  }
}
