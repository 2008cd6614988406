package io.vedette.node.type.stream;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.HelpText;
import io.vedette.node.command.event.EventClass;

/** The commands on consumer groups and their handlers; here XGROUP and XACK. */
final class GroupCommands {
  private static final int KEY = 2;
  private static final int GROUP = 3;
  private static final int ID = 4;
  private static final int CONSUMER = 4;
  private static final int FIRST_OPTION = 5;

  private GroupCommands() {}

  static void register(Commands commands) {
    commands
        .register("xgroup|create", GroupCommands::create)
        .register("xgroup|setid", GroupCommands::setId)
        .register("xgroup|destroy", GroupCommands::destroy)
        .register("xgroup|createconsumer", GroupCommands::createConsumer)
        .register("xgroup|delconsumer", GroupCommands::deleteConsumer)
        .register("xgroup|help", HelpText.handler(HELP))
        .register("xreadgroup", GroupReadCommand::read)
        .register("xack", GroupCommands::acknowledge)
        .register("xpending", PendingCommand::pending)
        .register("xclaim", ClaimCommand::claim)
        .register("xautoclaim", AutoClaimCommand::claim)
        .register("xinfo|groups", GroupInfo::groups)
        .register("xinfo|help", HelpText.handler(GroupInfo.HELP))
        .register("xinfo|consumers", GroupInfo::consumers);
  }

  /** The options of XGROUP CREATE and SETID. */
  private record Options(boolean makeStream, long entriesRead) {
    static Options of(Execution x, boolean creates) {
      boolean makeStream = false;
      long entriesRead = StreamGroup.UNKNOWN;
      for (int i = FIRST_OPTION; i < x.argumentCount(); i++) {
        if (creates && x.is(i, "MKSTREAM")) {
          makeStream = true;
        } else if (x.is(i, "ENTRIESREAD") && i + 1 < x.argumentCount()) {
          entriesRead = x.integer(++i);
          if (entriesRead < 0 && entriesRead != StreamGroup.UNKNOWN) {
            throw new CommandError("ERR value for ENTRIESREAD must be positive or -1");
          }
        } else {
          throw CommandError.subcommandSyntax(x);
        }
      }
      return new Options(makeStream, entriesRead);
    }
  }

  private static void create(Execution x) {
    Options options = Options.of(x, true);
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    if (!options.makeStream) {
      requireKey(stream);
    } else if (x.argumentCount() > FIRST_OPTION + 3) {
      throw CommandError.subcommandSyntax(x);
    }
    boolean isNew = stream == null;
    StreamId lastId = isNew ? StreamId.MIN : stream.lastId();
    StreamId id = ReadOptions.is(x, ID, '$') ? lastId : StreamIdText.parse(x, ID);
    if (isNew) {
      stream = new StreamValue();
    }
    if (stream.groups().create(x.copy(GROUP), id, options.entriesRead) == null) {
      throw new CommandError("BUSYGROUP Consumer Group name already exists");
    }
    if (isNew) {
      x.putBack(KEY, stream);
    } else {
      x.putBackUnnoticed(KEY);
    }
    changed(x, "xgroup-create");
    x.reply().ok();
  }

  private static void changed(Execution x, String event) {
    x.changed();
    x.notify(EventClass.STREAM, event, KEY);
  }

  private static void requireKey(StreamValue stream) {
    if (stream == null) {
      throw new CommandError(
          "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want"
              + " to use the MKSTREAM option to create an empty stream automatically.");
    }
  }

  private static StreamGroup group(Execution x, StreamValue stream) {
    requireKey(stream);
    StreamGroup group = stream.groups().get(x.bytes(), x.offset(GROUP), x.length(GROUP));
    if (group == null) {
      throw noGroup(x, KEY, GROUP);
    }
    return group;
  }

  /** What XGROUP and XINFO say of a group that is not there. */
  static CommandError noGroup(Execution x, int key, int group) {
    return new CommandError(
        "NOGROUP No such consumer group '"
            + x.text(group)
            + "' for key name '"
            + x.text(key)
            + "'");
  }

  private static void setId(Execution x) {
    Options options = Options.of(x, false);
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    StreamGroup group = group(x, stream);
    if (x.argumentCount() > FIRST_OPTION + 2) {
      throw CommandError.subcommandSyntax(x);
    }
    group.lastDeliveredId =
        ReadOptions.is(x, ID, '$') ? stream.lastId() : StreamIdText.parseAny(x, ID);
    group.entriesRead = options.entriesRead;
    x.putBackUnnoticed(KEY);
    changed(x, "xgroup-setid");
    x.reply().ok();
  }

  private static void destroy(Execution x) {
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    requireKey(stream);
    StreamGroup group = stream.groups().get(x.bytes(), x.offset(GROUP), x.length(GROUP));
    if (group != null) {
      stream.groups().delete(group);
      // Who waits for entries of the group is to hear that it is gone.
      x.putBack(KEY, stream);
      changed(x, "xgroup-destroy");
    }
    x.reply().integer(group == null ? 0 : 1);
  }

  private static void createConsumer(Execution x) {
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    StreamGroup group = group(x, stream);
    boolean isNew = group.consumer(x.bytes(), x.offset(CONSUMER), x.length(CONSUMER)) == null;
    if (isNew) {
      group.create(x.copy(CONSUMER), x.nowMs());
      x.putBackUnnoticed(KEY);
      changed(x, "xgroup-createconsumer");
    }
    x.reply().integer(isNew ? 1 : 0);
  }

  private static void deleteConsumer(Execution x) {
    StreamValue stream = x.findForWrite(KEY, StreamValue.KIND);
    StreamGroup group = group(x, stream);
    StreamConsumer consumer = group.consumer(x.bytes(), x.offset(CONSUMER), x.length(CONSUMER));
    int pending = 0;
    if (consumer != null) {
      pending = consumer.pending.size();
      group.delete(consumer);
      x.putBackUnnoticed(KEY);
      changed(x, "xgroup-delconsumer");
    }
    x.reply().integer(pending);
  }

  /** XACK key group id [id ...]. */
  private static void acknowledge(Execution x) {
    GroupLookup found = GroupLookup.write(x, 1, 2);
    if (found.group() == null) {
      x.reply().integer(0);
      return;
    }
    int firstId = 3;
    StreamId[] ids = new StreamId[x.argumentCount() - firstId];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = StreamIdText.parse(x, firstId + i);
    }
    int acknowledged = 0;
    for (StreamId id : ids) {
      acknowledged += found.group().acknowledge(id) ? 1 : 0;
    }
    if (acknowledged > 0) {
      found.kept();
      x.changed(acknowledged);
    }
    x.reply().integer(acknowledged);
  }

  private static final String[] HELP = {
    "CREATE <key> <groupname> <id|$> [option]",
    "    Create a new consumer group. Options are:",
    "    * MKSTREAM",
    "      Create the empty stream if it does not exist.",
    "    * ENTRIESREAD entries_read",
    "      Set the group's entries_read counter (internal use).",
    "CREATECONSUMER <key> <groupname> <consumer>",
    "    Create a new consumer in the specified group.",
    "DELCONSUMER <key> <groupname> <consumer>",
    "    Remove the specified consumer.",
    "DESTROY <key> <groupname>",
    "    Remove the specified group.",
    "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
    "    Set the current group ID and entries_read counter.",
  };
}
