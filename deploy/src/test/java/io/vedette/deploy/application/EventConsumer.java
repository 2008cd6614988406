package io.vedette.deploy.application;

import io.lettuce.core.Consumer;
import io.lettuce.core.RedisException;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A consumer of a group: reads new orders of the stream, books each one together with its
 * acknowledgement, and takes over what others have left lying.
 */
final class EventConsumer implements AutoCloseable {
  static final String GROUP = "accounting";

  /** The field of an entry that names the order. */
  static final String ORDER = "order";

  private static final int BATCH = 5;
  private static final Duration BLOCK = Duration.ofMillis(200);

  /** How long an entry may lie with a consumer before another one takes it over. */
  private static final Duration LEFT_LYING = Duration.ofMillis(500);

  /** What the consumers did, as they know it themselves. */
  static final class Account {
    final AtomicLong deliveries = new AtomicLong();
    final AtomicLong takenOver = new AtomicLong();

    /** Which bookings of an order were confirmed as the one that counts. */
    final Map<String, Queue<String>> booked = new ConcurrentHashMap<>();
  }

  private final String name;
  private final String stream;
  private final String books;
  private final LettuceSession session;
  private final Account account;
  private String claimCursor = "0-0";
  private int bookings;

  /**
   * @param books the hash of all orders that were booked
   */
  EventConsumer(String name, String stream, String books, LettuceSession session, Account account) {
    this.name = name;
    this.stream = stream;
    this.books = books;
    this.session = session;
    this.account = account;
  }

  /** Books what is new, and what was left lying. */
  void work() {
    take().forEach(this::book);
    takeOver().forEach(this::book);
  }

  /** New entries, which are this consumer's from then on; empty if none come within a moment. */
  @SuppressWarnings("unchecked") // Lettuce takes streams as a generic array.
  List<StreamMessage<String, String>> take() {
    try {
      List<StreamMessage<String, String>> entries =
          session.tryOnce(
              redis ->
                  redis.xreadgroup(
                      Consumer.from(GROUP, name),
                      XReadArgs.Builder.block(BLOCK).count(BATCH),
                      StreamOffset.lastConsumed(stream)));
      account.deliveries.addAndGet(entries.size());
      return entries;
    } catch (RedisException e) {
      // Entries that were on their way here are taken over later.
      return List.of();
    }
  }

  private List<StreamMessage<String, String>> takeOver() {
    var claimed =
        session.keepTrying(
            redis ->
                redis.xautoclaim(
                    stream,
                    new XAutoClaimArgs<String>()
                        .consumer(Consumer.from(GROUP, name))
                        .minIdleTime(LEFT_LYING)
                        .startId(claimCursor)
                        .count(BATCH)));
    claimCursor = claimed.getId();
    account.takenOver.addAndGet(claimed.getMessages().size());
    return claimed.getMessages();
  }

  private void book(StreamMessage<String, String> entry) {
    bookings++;
    String order = entry.getBody().get(ORDER);
    String booking = name + "#" + bookings;
    session.write(
        redis -> {
          LettuceSession.transaction(
              redis,
              queued -> {
                queued.hsetnx(books, order, booking);
                queued.xack(stream, GROUP, entry.getId());
              });
          return booking;
        });
    if (booking.equals(session.keepTrying(redis -> redis.hget(books, order)))) {
      account.booked.computeIfAbsent(order, any -> new ConcurrentLinkedQueue<>()).add(booking);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
