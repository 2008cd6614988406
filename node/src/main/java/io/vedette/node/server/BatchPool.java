package io.vedette.node.server;

import io.vedette.protocol.resp.CommandBatch;
import java.util.ArrayDeque;

/**
 * Batches that wait for their next use, so that an idle connection holds none and a busy one
 * allocates none. Confined to one event loop.
 */
final class BatchPool {
  /** Batches kept; more are left to the garbage collector. */
  private static final int MAX_POOLED = 256;

  /** Largest array that a kept batch may hold on to. */
  private static final int MAX_KEPT_BYTES = 64 * 1024;

  private final ArrayDeque<CommandBatch> free = new ArrayDeque<>();

  CommandBatch take() {
    CommandBatch batch = free.pollLast();
    return batch != null ? batch : new CommandBatch();
  }

  void giveBack(CommandBatch batch) {
    batch.clear(MAX_KEPT_BYTES);
    if (free.size() < MAX_POOLED) {
      free.addLast(batch);
    }
  }
}
