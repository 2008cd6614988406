package io.vedette.node.type.dump;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Effects;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;
import io.vedette.node.store.ExpiryPolicy;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.store.Value;
import io.vedette.protocol.rdb.DumpPayload;
import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbInput;

/** RESTORE: sets a key to what DUMP wrote, here or in Redis. */
final class RestoreCommand {
  private static final int KEY = 1;
  private static final int TTL = 2;
  private static final int PAYLOAD = 3;
  private static final int FIRST_OPTION = 4;
  private static final int MAX_FREQUENCY = 255;
  private static final String BAD_DATA = "ERR Bad data format";

  /** What reads a type of RDB values. */
  @FunctionalInterface
  interface Decoders {
    /** Null for a type that cannot be read. */
    RdbDecoder of(int type, PackedLimits limits);
  }

  private record Options(boolean replace, boolean absolute, long idleSeconds) {}

  private final Decoders decoders;

  RestoreCommand(Decoders decoders) {
    this.decoders = decoders;
  }

  void restore(Execution x) {
    Options options = options(x);
    Database db = x.db();
    if (!options.replace && db.peek(x.bytes(), x.offset(KEY), x.length(KEY)) != null) {
      throw new CommandError("BUSYKEY Target key name already exists.");
    }
    long ttl = x.integer(TTL);
    if (ttl < 0) {
      throw new CommandError("ERR Invalid TTL value, must be >= 0");
    }
    Object value = value(x);
    boolean deleted = options.replace && db.delete(x.bytes(), x.offset(KEY), x.length(KEY));
    long expiresAtMs = ttl > 0 && !options.absolute ? ttl + x.nowMs() : ttl;
    boolean over = ttl > 0 && expiresAtMs <= x.nowMs();
    if (over && x.keyspace().expiryPolicy() == ExpiryPolicy.DELETE) {
      if (deleted) {
        x.changed();
        x.effects().command(2).arg("DEL").arg(x.bytes(), x.offset(KEY), x.length(KEY));
        x.notify(EventClass.GENERIC, "del", KEY);
      }
    } else {
      put(x, value, ttl > 0 ? expiresAtMs : Database.NO_EXPIRY, options.idleSeconds);
      if (ttl > 0 && !options.absolute) {
        replicateAbsolute(x, expiresAtMs);
      }
      x.notify(EventClass.GENERIC, "restore", KEY);
    }
    x.reply().ok();
  }

  private static Options options(Execution x) {
    boolean replace = false;
    boolean absolute = false;
    long idleSeconds = -1;
    long frequency = -1;
    for (int i = FIRST_OPTION; i < x.argumentCount(); i++) {
      boolean hasValue = i + 1 < x.argumentCount();
      if (x.is(i, "REPLACE")) {
        replace = true;
      } else if (x.is(i, "ABSTTL")) {
        absolute = true;
      } else if (x.is(i, "IDLETIME") && hasValue && frequency < 0) {
        idleSeconds = x.integer(++i);
        if (idleSeconds < 0) {
          throw new CommandError("ERR Invalid IDLETIME value, must be >= 0");
        }
      } else if (x.is(i, "FREQ") && hasValue && idleSeconds < 0) {
        // Counts only under an LFU policy, in Redis as well.
        frequency = x.integer(++i);
        if (frequency < 0 || frequency > MAX_FREQUENCY) {
          throw new CommandError("ERR Invalid FREQ value, must be >= 0 and <= 255");
        }
      } else {
        throw CommandError.SYNTAX;
      }
    }
    return new Options(replace, absolute, idleSeconds);
  }

  private Object value(Execution x) {
    int offset = x.offset(PAYLOAD);
    int length = x.length(PAYLOAD);
    if (!DumpPayload.isIntact(x.bytes(), offset, length)) {
      throw new CommandError("ERR DUMP payload version or checksum are wrong");
    }
    try {
      Object value =
          DumpPayload.read(
              x.bytes(),
              offset,
              length,
              type ->
                  type == RdbFormat.TYPE_STRING ? RdbInput::string : decoders.of(type, x.limits()));
      if (value instanceof Value collection && collection.isVoid()) {
        throw new CommandError(BAD_DATA);
      }
      return value;
    } catch (RdbException e) {
      throw new CommandError(BAD_DATA);
    }
  }

  private static void put(Execution x, Object value, long expiresAtMs, long idleSeconds) {
    Database db = x.db();
    int offset = x.offset(KEY);
    int length = x.length(KEY);
    if (value instanceof Value collection) {
      db.putValue(x.bytes(), offset, length, collection, expiresAtMs);
    } else {
      byte[] text = (byte[]) value;
      db.putString(x.bytes(), offset, length, text, 0, text.length, expiresAtMs);
    }
    if (idleSeconds >= 0) {
      Object entry = db.findForWrite(x.bytes(), offset, length);
      if (entry != null) {
        Entry.setIdleSeconds(entry, idleSeconds, x.nowMs());
      }
    }
    x.changed();
  }

  /** The command with the time at which the key expires instead of how long it lives. */
  private static void replicateAbsolute(Execution x, long expiresAtMs) {
    Effects effects = x.effects().command(x.argumentCount() + 1);
    for (int i = 0; i < x.argumentCount(); i++) {
      if (i == TTL) {
        effects.arg(expiresAtMs);
      } else {
        effects.arg(x.bytes(), x.offset(i), x.length(i));
      }
    }
    effects.arg("ABSTTL");
  }
}
