package io.vedette.deploy.application;

import io.vedette.deploy.client.Address;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** A thread's connection, which it opens again and again, and its patience with a failover. */
final class JedisSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long RETRY_NANOS = 20_000_000;
  private static final int REPLICAS = 1;
  private static final long WAIT_MS = 1000;

  /** Longer than a proxy lets a command wait, so that what fails has been decided. */
  private static final int ANSWER_MS = 25_000;

  private final HostAndPort at;
  private final AtomicLong errors;
  private Jedis jedis;

  /**
   * @param errors counts those that passed
   */
  JedisSession(Address at, AtomicLong errors) {
    this.at = new HostAndPort(at.host(), at.port());
    this.errors = errors;
  }

  /** Does something that may be done twice, until it works. */
  <T> T keepTrying(Function<Jedis, T> action) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return tryOnce(action);
      } catch (JedisException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** Writes what may be written twice, until a replica has it. */
  void write(Consumer<Jedis> action) {
    long confirmed;
    do {
      confirmed =
          keepTrying(
              open -> {
                action.accept(open);
                return open.waitReplicas(REPLICAS, WAIT_MS);
              });
    } while (confirmed < REPLICAS);
  }

  /**
   * Does something once. An error that passes is thrown as a JedisException, any other one as an
   * AssertionError.
   */
  <T> T tryOnce(Function<Jedis, T> action) {
    try {
      return action.apply(open());
    } catch (JedisConnectionException e) {
      errors.incrementAndGet();
      close();
      throw e;
    } catch (JedisDataException e) {
      if (!PassingErrors.isPassing(e.getMessage())) {
        throw new AssertionError(e.getMessage(), e);
      }
      errors.incrementAndGet();
      throw e;
    }
  }

  private Jedis open() {
    if (jedis == null) {
      jedis =
          new Jedis(
              at,
              DefaultJedisClientConfig.builder()
                  .timeoutMillis(ANSWER_MS)
                  .blockingSocketTimeoutMillis(ANSWER_MS)
                  .build());
    }
    return jedis;
  }

  @Override
  public void close() {
    if (jedis != null) {
      jedis.close();
      jedis = null;
    }
  }
}
