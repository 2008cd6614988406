package io.vedette.deploy.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import io.vedette.deploy.application.EventConsumer.Account;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Orders in a stream with Lettuce: shops add them, the consumers of a group book them, some
 * consumers die with entries in hand, and the others take those over with {@code XAUTOCLAIM}. Every
 * order that was accepted is booked, and one booking of it counts.
 */
final class OrderStream implements Application {
  private static final int SHOPS = 2;
  private static final int CONSUMERS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration ANSWER = Duration.ofSeconds(25);

  private final String stream;
  private final String books;
  private final RedisClient client;
  private final ApplicationThreads shops = new ApplicationThreads();
  private final ApplicationThreads consumers = new ApplicationThreads();
  private final Account account = new Account();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong orders = new AtomicLong();
  private final AtomicLong deaths = new AtomicLong();
  private final Set<String> attempted = ConcurrentHashMap.newKeySet();

  /** What shops were told: the entry of each order. */
  private final Map<String, String> accepted = new ConcurrentHashMap<>();

  private OrderStream(Database database) {
    this.stream = database.prefix() + "orders";
    this.books = database.prefix() + "books";
    RedisURI uri =
        RedisURI.builder().withHost(database.at().host()).withPort(database.at().port()).build();
    uri.setTimeout(ANSWER);
    this.client = RedisClient.create(uri);
  }

  static OrderStream start(Database database) {
    OrderStream application = new OrderStream(database);
    application.open();
    return application;
  }

  private void open() {
    try (LettuceSession session = session()) {
      // What is confirmed later confirms this as well.
      session.keepTrying(
          redis ->
              redis.xgroupCreate(
                  StreamOffset.from(stream, "0"),
                  EventConsumer.GROUP,
                  XGroupCreateArgs.Builder.mkstream()));
    }
    for (int i = 1; i <= CONSUMERS; i++) {
      EventConsumer consumer = consumer("consumer-" + i, session());
      consumers.repeat("consumer-" + i, consumer::work);
    }
    LettuceSession mortal = session();
    consumers.repeat("mortal consumers", () -> takeAndDie(mortal));
    for (int i = 1; i <= SHOPS; i++) {
      LettuceSession shop = session();
      shops.repeat("shop-" + i, () -> order(shop));
    }
  }

  private LettuceSession session() {
    return new LettuceSession(client, errors);
  }

  private EventConsumer consumer(String name, LettuceSession session) {
    return new EventConsumer(name, stream, books, session, account);
  }

  private void order(LettuceSession session) {
    String order = "order-" + orders.incrementAndGet();
    attempted.add(order);
    String id = session.write(redis -> redis.xadd(stream, Map.of(EventConsumer.ORDER, order)));
    accepted.put(order, id);
  }

  /** The next one is born when nothing is left of the last. */
  private void takeAndDie(LettuceSession session) {
    String name = "mortal-" + deaths.get();
    if (consumer(name, session).take().isEmpty()) {
      return;
    }
    deaths.incrementAndGet();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                session.keepTrying(
                    redis ->
                        !redis
                            .xpending(stream, EventConsumer.GROUP)
                            .getConsumerMessageCount()
                            .containsKey(name)));
  }

  @Override
  public long progress() {
    shops.check();
    consumers.check();
    return account.booked.size();
  }

  @Override
  public String finish() {
    shops.end();
    try (LettuceSession session = session()) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumers.check();
                return session.keepTrying(this::allBooked);
              });
      consumers.end();
      assertThat(session.keepTrying(this::allBooked)).as("nothing is left lying").isTrue();
      check(session);
    }
    return "%d orders accepted of %d, delivered %d times, %d taken over; %d consumers died; %d errors"
        .formatted(
            accepted.size(),
            attempted.size(),
            account.deliveries.get(),
            account.takenOver.get(),
            deaths.get(),
            errors.get());
  }

  private boolean allBooked(RedisCommands<String, String> redis) {
    return redis.xpending(stream, EventConsumer.GROUP).getCount() == 0
        && redis.hlen(books) >= accepted.size();
  }

  private void check(LettuceSession session) {
    List<StreamMessage<String, String>> entries =
        session.keepTrying(redis -> redis.xrange(stream, Range.unbounded()));
    assertThat(entries).as("XLEN").hasSize(session.keepTrying(r -> r.xlen(stream)).intValue());
    Map<String, String> orderOfEntry =
        entries.stream()
            .collect(
                Collectors.toMap(
                    StreamMessage::getId, entry -> entry.getBody().get(EventConsumer.ORDER)));
    accepted.forEach(
        (order, id) -> assertThat(orderOfEntry).as("accepted").containsEntry(id, order));
    Map<String, String> booked = session.keepTrying(redis -> redis.hgetall(books));
    assertThat(booked.keySet()).as("accepted orders are booked").containsAll(accepted.keySet());
    assertThat(booked.keySet()).as("all entries are booked").containsAll(orderOfEntry.values());
    assertThat(attempted).as("only orders that were sent").containsAll(booked.keySet());
    account.booked.forEach(
        (order, bookings) ->
            assertThat(bookings)
                .as("bookings of %s that count", order)
                .containsExactly(booked.get(order)));
    assertThat(account.booked.keySet()).as("confirmed, and booked").isEqualTo(booked.keySet());
  }

  @Override
  public void close() {
    shops.abandon();
    consumers.abandon();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
