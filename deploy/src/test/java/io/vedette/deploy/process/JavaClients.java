package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.vedette.deploy.client.Address;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;

/**
 * What a program does with Jedis and with Lettuce, as their manuals show it, at any RESP port: a
 * server's or a proxy's. Keys begin with a prefix, so that walks may share a key space.
 */
final class JavaClients {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int PIPELINED = 200;

  private JavaClients() {}

  static void walkWithJedis(Address at, RedisProtocol protocol) {
    String prefix = "jedis:" + protocol + ":";
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .protocol(protocol)
            .clientName("walk")
            .timeoutMillis((int) TIMEOUT.toMillis())
            .build();
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setTestOnBorrow(true);
    try (JedisPooled jedis = new JedisPooled(pool, new HostAndPort(at.host(), at.port()), config)) {
      assertThat(jedis.set(prefix + "text", "a\r\nb")).isEqualTo("OK");
      assertThat(jedis.get(prefix + "text")).isEqualTo("a\r\nb");
      assertThat(jedis.get(prefix + "none")).isNull();
      assertThat(jedis.set(prefix + "text", "x", SetParams.setParams().nx())).isNull();
      assertThat(jedis.set(prefix + "short", "x", SetParams.setParams().px(90_000)))
          .isEqualTo("OK");
      assertThat(jedis.pttl(prefix + "short")).isBetween(1L, 90_000L);
      assertThat(jedis.mset(prefix + "a", "1", prefix + "b", "2")).isEqualTo("OK");
      assertThat(jedis.mget(prefix + "a", prefix + "none", prefix + "b"))
          .containsExactly("1", null, "2");
      assertThat(jedis.incrByFloat(prefix + "a", 0.5)).isEqualTo(1.5);
      assertThat(jedis.scan("0", new ScanParams().match(prefix + "*").count(10_000)).getResult())
          .contains(prefix + "text", prefix + "b");
      pipelineWithJedis(jedis, prefix);
      transactionWithJedis(jedis, prefix);
      assertThat(jedis.del(prefix + "a", prefix + "b", prefix + "none")).isEqualTo(2);
    }
  }

  private static void pipelineWithJedis(JedisPooled jedis, String prefix) {
    try (Pipeline pipeline = jedis.pipelined()) {
      List<Response<Long>> counts =
          IntStream.range(0, PIPELINED)
              .mapToObj(i -> pipeline.incr(prefix + "count:" + i % 7))
              .toList();
      pipeline.sync();
      assertThat(counts.getFirst().get()).isEqualTo(1);
      assertThat(counts.get(PIPELINED - 1).get()).isEqualTo((PIPELINED - 1) / 7 + 1);
    }
  }

  private static void transactionWithJedis(JedisPooled jedis, String prefix) {
    String balance = "{" + prefix + "account}:balance";
    String note = "{" + prefix + "account}:note";
    jedis.set(balance, "10");
    try (AbstractTransaction transaction = jedis.transaction(false)) {
      transaction.watch(balance);
      transaction.multi();
      transaction.decrBy(balance, 3);
      transaction.set(note, "paid");
      assertThat(transaction.exec()).containsExactly(7L, "OK");
    }
    try (AbstractTransaction transaction = jedis.transaction(false)) {
      transaction.watch(balance);
      jedis.set(balance, "99");
      transaction.multi();
      transaction.decrBy(balance, 3);
      assertThat(transaction.exec()).as("somebody else wrote the watched key").isNull();
    }
    assertThat(jedis.get(balance)).isEqualTo("99");
  }

  static void walkWithLettuce(Address at, ProtocolVersion protocol) {
    String prefix = "lettuce:" + protocol + ":";
    RedisURI uri = RedisURI.builder().withHost(at.host()).withPort(at.port()).build();
    uri.setClientName("walk");
    uri.setTimeout(TIMEOUT);
    try (RedisClient client = RedisClient.create(uri)) {
      client.setOptions(
          ClientOptions.builder()
              .protocolVersion(protocol)
              .pingBeforeActivateConnection(true)
              .build());
      try (StatefulRedisConnection<String, String> connection = client.connect();
          StatefulRedisConnection<String, String> other = client.connect()) {
        RedisCommands<String, String> redis = connection.sync();
        assertThat(redis.clientGetname()).isEqualTo("walk");
        assertThat(redis.set(prefix + "text", "a b")).isEqualTo("OK");
        assertThat(redis.get(prefix + "text")).isEqualTo("a b");
        assertThat(redis.get(prefix + "none")).isNull();
        assertThat(redis.set(prefix + "text", "x", SetArgs.Builder.nx())).isNull();
        assertThat(redis.setGet(prefix + "text", "y")).isEqualTo("a b");
        assertThat(redis.expire(prefix + "text", 90)).isTrue();
        assertThat(redis.ttl(prefix + "text")).isBetween(1L, 90L);
        assertThat(redis.exists(prefix + "text", prefix + "none")).isEqualTo(1);
        assertThat(redis.info("server")).contains("redis_version:");
        transactionWithLettuce(redis, other.sync(), "{" + prefix + "tx}:n");
        scanWithLettuce(redis, prefix);
      }
    }
  }

  private static void transactionWithLettuce(
      RedisCommands<String, String> redis, RedisCommands<String, String> other, String key) {
    assertThat(redis.watch(key)).isEqualTo("OK");
    assertThat(redis.multi()).isEqualTo("OK");
    redis.incrby(key, 5);
    redis.get(key);
    TransactionResult done = redis.exec();
    assertThat(done.wasDiscarded()).isFalse();
    assertThat(done.<Object>get(0)).isEqualTo(5L);
    assertThat(done.<Object>get(1)).isEqualTo("5");
    redis.watch(key);
    other.incr(key);
    redis.multi();
    redis.incr(key);
    assertThat(redis.exec().wasDiscarded()).as("another client wrote").isTrue();
    assertThat(redis.get(key)).isEqualTo("6");
  }

  private static void scanWithLettuce(RedisCommands<String, String> redis, String prefix) {
    for (int i = 0; i < PIPELINED; i++) {
      redis.set(prefix + "scan:" + i, "v");
    }
    assertThat(
            ScanIterator.scan(redis, ScanArgs.Builder.matches(prefix + "scan:*").limit(20)).stream()
                .distinct())
        .hasSize(PIPELINED);
  }
}
