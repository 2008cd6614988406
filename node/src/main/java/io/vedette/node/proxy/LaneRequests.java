package io.vedette.node.proxy;

/** Puts the commands of a lane on its connection. */
final class LaneRequests {
  private LaneRequests() {}

  /**
   * Writes the commands from an index on, in as few pieces as they lie in, each behind a SELECT
   * where its database is another.
   *
   * @param db the database that the connection has selected
   * @return the one that it has then
   */
  static int write(PendingQueue queue, int sent, int db, ShardLink link, ShardState shard) {
    int selected = db;
    SendLog.Chunk chunk = null;
    int from = 0;
    int to = 0;
    int size = queue.size();
    for (int i = sent; i < size; i++) {
      Pending pending = queue.get(i);
      pending.skip = pending.blockReplies;
      boolean selects = pending.db != selected;
      if (selects || pending.chunk != chunk || pending.offset != to) {
        if (chunk != null) {
          link.write(chunk.bytes, from, to);
        }
        chunk = pending.chunk;
        from = pending.offset;
      }
      if (selects) {
        byte[] select = SelectRequest.of(pending.db);
        link.write(select, 0, select.length);
        selected = pending.db;
        pending.skip++;
      }
      to = pending.offset + pending.length;
      if (pending.isWrite()) {
        pending.session.written().sent(shard);
      }
    }
    link.write(chunk.bytes, from, to);
    return selected;
  }
}
