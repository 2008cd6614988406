package io.vedette.node.command.keys;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;
import io.vedette.protocol.glob.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** KEYS and SCAN. */
final class IterationCommands {
  private static final int DEFAULT_COUNT = 10;

  private IterationCommands() {}

  static void keys(Execution x) {
    Database db = x.db();
    Predicate<Object> wanted = matching(x, 1);
    List<Object> found = new ArrayList<>();
    db.forEach(
        entry -> {
          if (wanted.test(entry) && !db.isExpired(entry)) {
            found.add(entry);
          }
        });
    replyKeys(x, found);
  }

  static void scan(Execution x) {
    long cursor = cursor(x);
    long count = DEFAULT_COUNT;
    Predicate<Object> wanted = entry -> true;
    for (int i = 2; i < x.argumentCount(); i += 2) {
      if (i + 1 == x.argumentCount()) {
        throw CommandError.SYNTAX;
      }
      if (x.is(i, "COUNT")) {
        count = x.integer(i + 1);
        if (count < 1) {
          throw CommandError.SYNTAX;
        }
      } else if (x.is(i, "MATCH")) {
        wanted = wanted.and(matching(x, i + 1));
      } else if (x.is(i, "TYPE")) {
        String type = x.text(i + 1).toLowerCase(Locale.ROOT);
        wanted = wanted.and(entry -> Entry.type(entry).wireName().equals(type));
      } else {
        throw CommandError.SYNTAX;
      }
    }
    Database db = x.db();
    List<Object> visited = new ArrayList<>();
    long next = db.scan(cursor, count, visited::add);
    List<Object> found = new ArrayList<>();
    for (Object entry : visited) {
      // Looking an entry up deletes it if it has expired, as any access does.
      if (wanted.test(entry) && (Entry.expiresAtMs(entry) < 0 || isLiving(db, entry))) {
        found.add(entry);
      }
    }
    x.reply().array(2);
    x.reply().bulkLong(next);
    replyKeys(x, found);
  }

  private static boolean isLiving(Database db, Object entry) {
    byte[] key = Entry.keyBytes(entry);
    return db.peek(key, Entry.keyOffset(entry), Entry.keyLength(entry)) != null;
  }

  /** As C's {@code strtoul} reads it: empty text is 0, a minus negates. */
  private static long cursor(Execution x) {
    String text = x.text(1);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return text.startsWith("-")
          ? -Long.parseUnsignedLong(text, 1, text.length(), 10)
          : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw new CommandError("ERR invalid cursor");
    }
  }

  private static Predicate<Object> matching(Execution x, int argument) {
    byte[] pattern = x.bytes();
    int offset = x.offset(argument);
    int length = x.length(argument);
    if (length == 1 && pattern[offset] == '*') {
      return entry -> true;
    }
    return entry ->
        Glob.matches(
            pattern,
            offset,
            length,
            Entry.keyBytes(entry),
            Entry.keyOffset(entry),
            Entry.keyLength(entry),
            false);
  }

  private static void replyKeys(Execution x, List<Object> entries) {
    x.reply().array(entries.size());
    for (Object entry : entries) {
      x.reply().bulk(Entry.keyBytes(entry), Entry.keyOffset(entry), Entry.keyLength(entry));
    }
  }
}
