package io.vedette.node.command.keys;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Entry;

/** The commands on keys and their handlers; here those that only ask or delete. */
public final class KeyCommands {
  private KeyCommands() {}

  public static void register(Commands commands) {
    commands
        .register("exists", KeyCommands::exists)
        .register("touch", KeyCommands::touch)
        .register("del", KeyCommands::delete)
        .register("unlink", KeyCommands::delete)
        .register("type", KeyCommands::type)
        .register("dbsize", x -> x.reply().integer(x.db().size()))
        .register("randomkey", KeyCommands::randomKey)
        .register("keys", IterationCommands::keys)
        .register("scan", IterationCommands::scan)
        .register("copy", MoveCommands::copy)
        .register("move", MoveCommands::move)
        .register("rename", MoveCommands::rename)
        .register("renamenx", MoveCommands::renameNx)
        .register("swapdb", DatabaseCommands::swapDb)
        .register("flushdb", DatabaseCommands::flushDb)
        .register("flushall", DatabaseCommands::flushAll)
        .register("object|encoding", ObjectCommands::encoding)
        .register("object|refcount", ObjectCommands::refCount)
        .register("object|idletime", ObjectCommands::idleTime)
        .register("object|freq", ObjectCommands::freq)
        .register("object|help", ObjectCommands::help);
    registerExpiry(commands);
  }

  private static void registerExpiry(Commands commands) {
    commands
        .register("expire", ExpireCommands::expire)
        .register("pexpire", ExpireCommands::pExpire)
        .register("expireat", ExpireCommands::expireAt)
        .register("pexpireat", ExpireCommands::pExpireAt)
        .register("ttl", TtlCommands::ttl)
        .register("pttl", TtlCommands::pTtl)
        .register("expiretime", TtlCommands::expireTime)
        .register("pexpiretime", TtlCommands::pExpireTime)
        .register("persist", TtlCommands::persist);
  }

  /** The entry of the key in an argument, counted as a read but not as an access; or null. */
  static Object look(Execution x, int argument) {
    return x.db().findUntouched(x.bytes(), x.offset(argument), x.length(argument));
  }

  private static void exists(Execution x) {
    int found = 0;
    for (int i = 1; i < x.argumentCount(); i++) {
      found += look(x, i) != null ? 1 : 0;
    }
    x.reply().integer(found);
  }

  private static void touch(Execution x) {
    // Also for clients whose other commands count as no use of their keys.
    x.keyspace().notesAccess(true);
    int found = 0;
    for (int i = 1; i < x.argumentCount(); i++) {
      found += x.db().find(x.bytes(), x.offset(i), x.length(i)) != null ? 1 : 0;
    }
    x.reply().integer(found);
    x.keyspace().notesAccess(x.session().touchesKeys());
  }

  private static void delete(Execution x) {
    int deleted = 0;
    for (int i = 1; i < x.argumentCount(); i++) {
      if (x.db().delete(x.bytes(), x.offset(i), x.length(i))) {
        deleted++;
        x.notify(EventClass.GENERIC, "del", i);
      }
    }
    x.changed(deleted);
    x.reply().integer(deleted);
  }

  private static void type(Execution x) {
    Object entry = look(x, 1);
    x.reply().simple(entry == null ? "none" : Entry.type(entry).wireName());
  }

  private static void randomKey(Execution x) {
    Object entry = x.db().randomEntry();
    if (entry == null) {
      x.reply().nullBulk();
    } else {
      x.reply().bulk(Entry.keyBytes(entry), Entry.keyOffset(entry), Entry.keyLength(entry));
    }
  }
}
