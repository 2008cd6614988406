package io.vedette.deploy.application;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/** A thread's connection, which Lettuce itself opens again, and its patience with a failover. */
final class LettuceSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long RETRY_NANOS = 20_000_000;
  private static final int REPLICAS = 1;
  private static final long WAIT_MS = 1000;

  private final StatefulRedisConnection<String, String> connection;
  private final AtomicLong errors;

  /**
   * @param errors counts those that passed
   */
  LettuceSession(RedisClient client, AtomicLong errors) {
    this.connection = client.connect();
    this.errors = errors;
  }

  /** Does something that may be done twice, until it works. */
  <T> T keepTrying(Function<RedisCommands<String, String>, T> action) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return tryOnce(action);
      } catch (RedisException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  /** Writes what may be written twice, until a replica has it; the result is the last attempt's. */
  <T> T write(Function<RedisCommands<String, String>, T> action) {
    while (true) {
      T result = keepTrying(action);
      // An error here leaves open whose writes were counted: then it is all done again.
      if (confirmed()) {
        return result;
      }
    }
  }

  private boolean confirmed() {
    try {
      return tryOnce(redis -> redis.waitForReplication(REPLICAS, WAIT_MS)) >= REPLICAS;
    } catch (RedisException e) {
      return false;
    }
  }

  /** Several commands that are done together, or not at all. */
  static void transaction(
      RedisCommands<String, String> redis, Consumer<RedisCommands<String, String>> commands) {
    redis.multi();
    try {
      commands.accept(redis);
    } catch (RuntimeException e) {
      redis.discard();
      throw e;
    }
    TransactionResult result = redis.exec();
    if (result.wasDiscarded()) {
      throw new AssertionError("discarded, though nothing was watched");
    }
    for (Object reply : result) {
      if (reply instanceof RedisException e) {
        throw e;
      }
    }
  }

  /**
   * Does something once. An error that passes is thrown as a RedisException, any other one as an
   * AssertionError.
   */
  <T> T tryOnce(Function<RedisCommands<String, String>, T> action) {
    try {
      return action.apply(connection.sync());
    } catch (RedisCommandExecutionException e) {
      if (!PassingErrors.isPassing(e.getMessage())) {
        throw new AssertionError(e.getMessage(), e);
      }
      errors.incrementAndGet();
      throw e;
    } catch (RedisException e) {
      errors.incrementAndGet();
      throw e;
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
