package io.vedette.node.shard;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Replies to writes that wait for the disk, in the order of their writes: with {@code appendfsync
 * always} nobody hears of a write before its fsync has returned. However many wait, one fsync lets
 * all go that it covers. Confined to the shard's thread.
 */
public final class HeldReplies {
  private record Held(Client client, long offset) {}

  private final ArrayDeque<Held> waiting = new ArrayDeque<>();
  private final BooleanSupplier mayAcknowledge;
  private final Consumer<Client> resume;

  /**
   * @param mayAcknowledge whether a write may be acknowledged at this very moment
   * @param resume goes on with a client whose commands may have waited
   */
  public HeldReplies(BooleanSupplier mayAcknowledge, Consumer<Client> resume) {
    this.mayAcknowledge = mayAcknowledge;
    this.resume = resume;
  }

  /** Keeps a reply until everything up to the offset is durable. */
  void hold(Client client, byte[] reply, int length, long offset) {
    client.session().replies().hold(reply, 0, length);
    waiting.add(new Held(client, offset));
  }

  /** Everything up to the offset is durable. */
  public void release(long durableOffset) {
    Held next = waiting.peek();
    if (next == null || next.offset > durableOffset) {
      return;
    }
    boolean may = mayAcknowledge.getAsBoolean();
    while (next != null && next.offset <= durableOffset) {
      waiting.poll();
      Client client = next.client;
      if (!client.isGone()) {
        if (may) {
          client.session().replies().release();
        } else {
          client.session().link().abort();
        }
        if (client.current() != null && !client.isBlocked()) {
          resume.accept(client);
        }
      }
      next = waiting.peek();
    }
  }

  /** What waits may never become durable: these clients are left without a reply. */
  public void drop() {
    for (Held held : waiting) {
      held.client.session().link().abort();
    }
    waiting.clear();
  }

  /** Replies that wait. */
  public int size() {
    return waiting.size();
  }
}
