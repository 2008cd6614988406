package io.vedette.node.type.hash;

import io.vedette.node.command.Execution;
import io.vedette.node.command.ScanOptions;
import io.vedette.protocol.resp.ReplyBuffer;

/** Going through all fields. */
final class HashIterationCommands {
  private static final int CURSOR = 2;

  private HashIterationCommands() {}

  static void getAll(Execution x) {
    HashValue hash = HashCommands.find(x);
    ReplyBuffer reply = x.reply();
    reply.map(hash == null ? 0 : (int) hash.elements());
    if (hash != null) {
      hash.forEach(
          (field, at, length, value, valueAt, valueLength) -> {
            reply.bulk(field, at, length);
            reply.bulk(value, valueAt, valueLength);
          });
    }
  }

  static void keys(Execution x) {
    HashValue hash = beginArray(x);
    if (hash != null) {
      hash.forEach(
          (field, at, length, value, valueAt, valueLength) -> x.reply().bulk(field, at, length));
    }
  }

  static void values(Execution x) {
    HashValue hash = beginArray(x);
    if (hash != null) {
      hash.forEach(
          (field, at, length, value, valueAt, valueLength) ->
              x.reply().bulk(value, valueAt, valueLength));
    }
  }

  private static HashValue beginArray(Execution x) {
    HashValue hash = HashCommands.find(x);
    x.reply().array(hash == null ? 0 : (int) hash.elements());
    return hash;
  }

  static void scan(Execution x) {
    long cursor = ScanOptions.cursor(x, CURSOR);
    HashValue hash = HashCommands.find(x);
    if (hash == null) {
      ScanOptions.replyEmpty(x.reply());
      return;
    }
    ScanOptions options = ScanOptions.parse(x, CURSOR + 1);
    ReplyBuffer found = new ReplyBuffer();
    int[] elements = new int[1];
    long next =
        hash.scan(
            cursor,
            options.count(),
            (field, at, length, value, valueAt, valueLength) -> {
              if (options.matches(field, at, length)) {
                found.bulk(field, at, length);
                found.bulk(value, valueAt, valueLength);
                elements[0] += 2;
              }
            });
    ReplyBuffer reply = x.reply();
    reply.array(2);
    reply.bulkLong(next);
    reply.array(elements[0]);
    reply.raw(found.bytes(), 0, found.size());
  }
}
