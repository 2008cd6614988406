package io.vedette.sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import io.vedette.protocol.topology.Endpoint;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisSentinelPool;

/** Unmodified clients at our API. */
class RealClientsTest {
  static {
    // Lettuce mixes up its native transports where a machine has both of them.
    System.setProperty("io.lettuce.core.epoll", "false");
    System.setProperty("io.lettuce.core.iouring", "false");
  }

  @Test
  void jedisPoolFindsTheMasterAndFollowsASwitch() throws Exception {
    try (ApiFixture shard = new ApiFixture("", 100);
        ApiFixture later = new ApiFixture("", 100);
        ApiFixture api = new ApiFixture("", 100)) {
      // Two more of our ports stand in for masters: the pool only connects and says hello.
      api.sentinel.master = new Endpoint("127.0.0.1", shard.port);
      try (JedisSentinelPool pool =
          new JedisSentinelPool("shard-0", Set.of("127.0.0.1:" + api.port))) {
        assertThat(pool.getCurrentHostMaster()).isEqualTo(new HostAndPort("127.0.0.1", shard.port));
        await().until(() -> hasSubscriber(api));
        api.sentinel.master = new Endpoint("127.0.0.1", later.port);
        api.api.publish(
            "+switch-master", "shard-0 127.0.0.1 " + shard.port + " 127.0.0.1 " + later.port);
        await()
            .until(
                () -> pool.getCurrentHostMaster().equals(new HostAndPort("127.0.0.1", later.port)));
        try (Jedis jedis = pool.getResource()) {
          assertThat(jedis.ping()).isEqualTo("PONG");
        }
      }
    }
  }

  private static boolean hasSubscriber(ApiFixture api) throws Exception {
    try (RespProbe probe = api.connect()) {
      return probe.call("CLIENT LIST TYPE pubsub").contains("sub=1");
    }
  }

  @Test
  void jedisReadsStates() throws Exception {
    try (ApiFixture api = new ApiFixture("", 100);
        Jedis jedis = new Jedis("127.0.0.1", api.port)) {
      assertThat(jedis.sentinelGetMasterAddrByName("shard-0")).containsExactly("127.0.0.1", "7001");
      assertThat(jedis.sentinelMasters())
          .extracting(fields -> fields.get("name"))
          .containsExactly("shard-0", "vedette");
      assertThat(jedis.sentinelReplicas("shard-0"))
          .extracting(fields -> fields.get("port"))
          .containsExactly("7002");
      assertThat(jedis.sentinelMyId()).isEqualTo(ApiFixture.ID);
      assertThat(jedis.sentinelFailover("shard-0")).isEqualTo("OK");
    }
  }

  @Test
  void lettuceReadsStatesInResp3() throws Exception {
    try (ApiFixture api = new ApiFixture("", 100)) {
      RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", api.port));
      try (StatefulRedisSentinelConnection<String, String> connection = client.connectSentinel()) {
        RedisSentinelCommands<String, String> sentinel = connection.sync();
        assertThat(sentinel.getMasterAddrByName("vedette"))
            .isEqualTo(InetSocketAddress.createUnresolved("127.0.0.1", 6379));
        Map<String, String> master = sentinel.master("shard-0");
        assertThat(master).containsEntry("flags", "master").containsEntry("port", "7001");
        assertThat(sentinel.replicas("shard-0")).hasSize(1);
        assertThat(sentinel.failover("shard-0")).isEqualTo("OK");
      } finally {
        client.shutdown();
      }
    }
  }
}
