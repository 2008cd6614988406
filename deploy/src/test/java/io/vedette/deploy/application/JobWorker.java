package io.vedette.deploy.application;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Takes jobs into a list of its own, does them, and notes who has done them. While it lives it says
 * so; what one that is silent had taken goes back to the queue.
 */
final class JobWorker implements AutoCloseable {
  /** How long a worker may be silent before the reaper thinks that it has died. */
  private static final long ALIVE_MS = 800;

  private static final double BLOCK_SECONDS = 0.2;

  /** The names of the queue's keys. */
  record Keys(String waiting, String done, String workers, String prefix) {
    static Keys of(String prefix) {
      return new Keys(prefix + "waiting", prefix + "done", prefix + "workers", prefix);
    }

    String processing(String worker) {
      return prefix + "processing:" + worker;
    }

    String alive(String worker) {
      return prefix + "alive:" + worker;
    }
  }

  /** What the workers did, as they know it themselves. */
  static final class Account {
    /** How often each job was done. */
    final Map<String, AtomicLong> performed = new ConcurrentHashMap<>();

    /** Which doings of a job were confirmed as the one that counts. */
    final Map<String, Queue<String>> acknowledged = new ConcurrentHashMap<>();
  }

  private final String name;
  private final Keys keys;
  private final JedisSession session;
  private final Account account;
  private int doings;

  JobWorker(String name, Keys keys, JedisSession session, Account account) {
    this.name = name;
    this.keys = keys;
    this.session = session;
    this.account = account;
    session.write(jedis -> jedis.sadd(keys.workers(), name));
  }

  /** Takes a job and does it, if there is one within a moment. */
  void work() {
    String job = take();
    if (job != null) {
      perform(job);
      acknowledge(job);
    }
  }

  /** The next job; null if there is none within a moment. */
  String take() {
    session.keepTrying(
        jedis -> jedis.set(keys.alive(name), "yes", SetParams.setParams().px(ALIVE_MS)));
    String mine = keys.processing(name);
    // What an earlier attempt had moved, and could not say so, comes first.
    String left = session.keepTrying(jedis -> jedis.lindex(mine, -1));
    if (left != null) {
      return left;
    }
    try {
      return session.tryOnce(
          jedis ->
              jedis.blmove(
                  keys.waiting(), mine, ListDirection.RIGHT, ListDirection.LEFT, BLOCK_SECONDS));
    } catch (JedisException e) {
      return null;
    }
  }

  private void perform(String job) {
    account.performed.computeIfAbsent(job, any -> new AtomicLong()).incrementAndGet();
  }

  private void acknowledge(String job) {
    doings++;
    String doing = name + "#" + doings;
    session.write(
        jedis -> {
          try (AbstractTransaction transaction = jedis.multi()) {
            transaction.lrem(keys.processing(name), 1, job);
            transaction.hsetnx(keys.done(), job, doing);
            transaction.exec();
          }
        });
    if (doing.equals(session.keepTrying(jedis -> jedis.hget(keys.done(), job)))) {
      account.acknowledged.computeIfAbsent(job, any -> new ConcurrentLinkedQueue<>()).add(doing);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
