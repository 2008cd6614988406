package io.vedette.deploy.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.application.JobWorker.Account;
import io.vedette.deploy.application.JobWorker.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ListDirection;

/**
 * A queue of jobs with Jedis: producers push, workers move jobs to lists of their own with {@code
 * BLMOVE}, some of them die with a job in their list, and a reaper gives back what silent workers
 * had taken. Every job that was accepted is done at least once; one doing of it counts.
 */
final class JobQueue implements Application {
  private static final int PRODUCERS = 2;
  private static final int WORKERS = 3;

  /** Producers stop for a moment while so many jobs wait. */
  private static final int ENOUGH_WAITING = 50;

  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final Database database;
  private final Keys keys;
  private final ApplicationThreads producers = new ApplicationThreads();
  private final ApplicationThreads workers = new ApplicationThreads();
  private final Account account = new Account();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong jobs = new AtomicLong();
  private final AtomicLong deaths = new AtomicLong();
  private final AtomicLong reaped = new AtomicLong();
  private final Set<String> attempted = ConcurrentHashMap.newKeySet();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final List<AutoCloseable> resources = new ArrayList<>();

  private JobQueue(Database database) {
    this.database = database;
    this.keys = Keys.of(database.prefix());
  }

  static JobQueue start(Database database) {
    JobQueue queue = new JobQueue(database);
    for (int i = 1; i <= WORKERS; i++) {
      JobWorker worker = queue.worker("worker-" + i);
      queue.workers.repeat("worker-" + i, worker::work);
    }
    queue.workers.repeat("mortal workers", queue::takeAJobAndDie);
    JedisSession reaper = queue.session();
    queue.workers.repeat("reaper", () -> queue.reap(reaper));
    for (int i = 1; i <= PRODUCERS; i++) {
      JedisSession producer = queue.session();
      queue.producers.repeat("producer-" + i, () -> queue.produce(producer));
    }
    return queue;
  }

  private JedisSession session() {
    JedisSession session = new JedisSession(database.at(), errors);
    resources.add(session);
    return session;
  }

  private JobWorker worker(String name) {
    return new JobWorker(name, keys, session(), account);
  }

  private void produce(JedisSession session) {
    if (session.keepTrying(jedis -> jedis.llen(keys.waiting())) >= ENOUGH_WAITING) {
      return;
    }
    String job = "job-" + jobs.incrementAndGet();
    attempted.add(job);
    session.write(jedis -> jedis.lpush(keys.waiting(), job));
    accepted.add(job);
  }

  /** One after the other, each under a new name; the next begins when the last is buried. */
  private void takeAJobAndDie() {
    String name = "mortal-" + deaths.get();
    try (JedisSession session = new JedisSession(database.at(), errors);
        JobWorker worker = new JobWorker(name, keys, session, account)) {
      if (worker.take() == null) {
        return;
      }
      deaths.incrementAndGet();
    }
    try (JedisSession mourner = new JedisSession(database.at(), errors)) {
      await()
          .atMost(PATIENCE)
          .until(() -> mourner.keepTrying(jedis -> !jedis.exists(keys.processing(name))));
    }
  }

  private void reap(JedisSession session) {
    for (String worker : session.keepTrying(jedis -> jedis.smembers(keys.workers()))) {
      if (!session.keepTrying(jedis -> jedis.exists(keys.alive(worker)))) {
        while (session.keepTrying(jedis -> giveBack(jedis, worker)) != null) {
          reaped.incrementAndGet();
        }
      }
    }
  }

  private String giveBack(Jedis jedis, String worker) {
    return jedis.lmove(
        keys.processing(worker), keys.waiting(), ListDirection.LEFT, ListDirection.RIGHT);
  }

  @Override
  public long progress() {
    producers.check();
    workers.check();
    return account.acknowledged.size();
  }

  @Override
  public String finish() {
    producers.end();
    try (JedisSession session = new JedisSession(database.at(), errors)) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                workers.check();
                return session.keepTrying(this::allDone);
              });
      workers.end();
      check(session.keepTrying(jedis -> jedis.hgetAll(keys.done())));
      assertThat(session.keepTrying(this::allDone)).as("nothing waits or is in work").isTrue();
    }
    return "%d jobs accepted of %d, done %d times; %d workers died, %d jobs given back; %d errors"
        .formatted(
            accepted.size(),
            attempted.size(),
            account.performed.values().stream().mapToLong(AtomicLong::get).sum(),
            deaths.get(),
            reaped.get(),
            errors.get());
  }

  private boolean allDone(Jedis jedis) {
    return !jedis.exists(keys.waiting())
        && jedis.smembers(keys.workers()).stream()
            .noneMatch(worker -> jedis.exists(keys.processing(worker)))
        && jedis.hlen(keys.done()) >= accepted.size();
  }

  private void check(Map<String, String> done) {
    assertThat(done.keySet()).as("accepted jobs are done").containsAll(accepted);
    assertThat(attempted).as("only jobs that were pushed").containsAll(done.keySet());
    assertThat(account.performed.keySet()).as("what is noted was done").containsAll(done.keySet());
    account.acknowledged.forEach(
        (job, doings) ->
            assertThat(doings).as("doings of %s that count", job).containsExactly(done.get(job)));
    assertThat(account.acknowledged.keySet())
        .as("acknowledged, and noted")
        .isEqualTo(done.keySet());
  }

  @Override
  public void close() {
    producers.abandon();
    workers.abandon();
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new AssertionError("cannot close", e);
      }
    }
  }
}
