package io.vedette.node.command.keys;

import io.vedette.node.command.Execution;
import io.vedette.node.command.ScanOptions;
import io.vedette.node.store.Database;
import io.vedette.node.store.Entry;
import io.vedette.protocol.glob.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** KEYS and SCAN. */
final class IterationCommands {
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
    long cursor = ScanOptions.cursor(x, 1);
    ScanOptions options = ScanOptions.parseWithType(x, 2);
    Database db = x.db();
    List<Object> visited = new ArrayList<>();
    long next = db.scan(cursor, options.count(), visited::add);
    List<Object> found = new ArrayList<>();
    for (Object entry : visited) {
      // Looking an entry up deletes it if it has expired, as any access does.
      if (isWanted(options, entry) && (Entry.expiresAtMs(entry) < 0 || isLiving(db, entry))) {
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

  private static boolean isWanted(ScanOptions options, Object entry) {
    return (options.type() == null || Entry.type(entry).wireName().equals(options.type()))
        && options.matches(Entry.keyBytes(entry), Entry.keyOffset(entry), Entry.keyLength(entry));
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
