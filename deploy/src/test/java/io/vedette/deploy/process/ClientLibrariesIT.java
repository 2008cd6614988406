package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import io.lettuce.core.masterreplica.StatefulRedisMasterReplicaConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterState.Running;
import io.vedette.deploy.cluster.ShardView;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisSentinelPool;
import redis.clients.jedis.RedisProtocol;

/** Unmodified client libraries through the proxy, and by way of the sentinels over a failover. */
@Timeout(240)
class ClientLibrariesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String MASTER = "shard-0";

  private static TestDeployment cluster;

  @BeforeAll
  static void start() {
    cluster = TestDeployment.start("client-libraries", 1);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @ParameterizedTest
  @EnumSource(RedisProtocol.class)
  void jedisWorksThroughTheProxy(RedisProtocol protocol) {
    JavaClients.walkWithJedis(cluster.proxy(), protocol);
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void lettuceWorksThroughTheProxy(ProtocolVersion protocol) {
    JavaClients.walkWithLettuce(cluster.proxy(), protocol);
  }

  @Test
  void commandLineToolsWorkThroughTheProxy() {
    CommandLineClients.walkWithRedisCli(cluster.proxy());
    CommandLineClients.walkWithRedisBenchmark(cluster.proxy());
  }

  @Test
  void pythonWorksThroughTheProxy() throws IOException {
    CommandLineClients.walkWithPython(
        cluster.proxy(), TestFolder.of("client-libraries-python-walk"));
  }

  @Test
  void pythonFindsMasterAndReplicas() {
    RealTools.requirePythonRedis();
    String script =
        """
        from redis.sentinel import Sentinel
        s = Sentinel([%s], min_other_sentinels=2, socket_timeout=10)
        print(s.discover_master('shard-0')[1], sorted(p for _, p in s.discover_slaves('shard-0')))
        m = s.master_for('shard-0', socket_timeout=10)
        m.set('py:seen', '1')
        m.wait(2, 10000)
        print(s.slave_for('shard-0', socket_timeout=10).get('py:seen'))
        """
            .formatted(pythonSentinels());
    ShardView shard = cluster.view().shards().getFirst();
    assertThat(RealTools.run(List.of(RealTools.PYTHON, "-c", script)).ofSuccess())
        .isEqualTo(
            "%d %s\nb'1'"
                .formatted(
                    shard.master().address().port(),
                    shard.replicas().stream()
                        .map(replica -> replica.address().port())
                        .sorted()
                        .toList()));
  }

  @Test
  void theDatabasesNameIsTheProxy() {
    try (JedisSentinelPool pool = new JedisSentinelPool("vedette", sentinels())) {
      assertThat(pool.getCurrentHostMaster().getPort()).isEqualTo(cluster.proxy().port());
    }
  }

  @Test
  void sentinelClientsFollowAFailover() {
    RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(MASTER);
    for (Address sentinel : cluster.sentinels()) {
      uri.withSentinel(sentinel.host(), sentinel.port());
    }
    try (JedisSentinelPool jedis = new JedisSentinelPool(MASTER, sentinels());
        RedisClient lettuce = RedisClient.create();
        StatefulRedisConnection<String, String> connection = lettuce.connect(uri.build());
        StatefulRedisMasterReplicaConnection<String, String> spread =
            MasterReplica.connect(lettuce, StringCodec.UTF8, uri.build())) {
      spread.setReadFrom(ReadFrom.REPLICA);
      setWithJedis(jedis, "before");
      assertThat(connection.sync().set("library", "before")).isEqualTo("OK");
      assertThat(spread.sync().set("spread", "before")).isEqualTo("OK");
      eventually(() -> "before".equals(spread.sync().get("spread")) ? "OK" : "");
      Address oldMaster = cluster.masterOf(0);
      Running node = cluster.nodeOfMaster(0);
      cluster.kill(node);
      eventually(() -> setWithJedis(jedis, "jedis"));
      assertThat(jedis.getCurrentHostMaster().getPort()).isNotEqualTo(oldMaster.port());
      eventually(() -> connection.sync().set("library", "lettuce"));
      eventually(() -> spread.sync().set("spread", "after"));
      cluster.restart(node);
      cluster.awaitReady();
      assertThat(cluster.masterOf(0)).isNotEqualTo(oldMaster);
    }
  }

  @Test
  void pythonRedisFollowsAFailover() throws IOException {
    RealTools.requirePythonRedis();
    Path script = TestFolder.of("client-libraries-python").resolve("follow.py");
    Files.writeString(script, pythonThatFollows());
    Process python =
        new ProcessBuilder(RealTools.PYTHON, script.toString()).redirectErrorStream(true).start();
    try (BufferedReader said = python.inputReader()) {
      assertThat(said.readLine()).isEqualTo("ready");
      Running node = cluster.nodeOfMaster(0);
      cluster.kill(node);
      python.outputWriter().append('\n').flush();
      assertThat(said.readLine()).isEqualTo("True");
      cluster.restart(node);
      cluster.awaitReady();
    } finally {
      python.destroyForcibly();
    }
  }

  private static String setWithJedis(JedisSentinelPool pool, String value) {
    try (Jedis jedis = pool.getResource()) {
      return jedis.set("library", value);
    }
  }

  private static String pythonThatFollows() {
    return """
    import time
    from redis.exceptions import RedisError
    from redis.sentinel import Sentinel
    master = Sentinel([%s], socket_timeout=5).master_for('%s', socket_timeout=5)
    master.set('python', 'before')
    print('ready', flush=True)
    input()
    until = time.time() + 20
    while time.time() < until:
        try:
            print(master.set('python', 'after'), flush=True)
            break
        except RedisError:
            time.sleep(0.05)
    """
        .formatted(pythonSentinels(), MASTER);
  }

  private static String pythonSentinels() {
    return cluster.sentinels().stream()
        .map(at -> "('" + at.host() + "'," + at.port() + ")")
        .collect(Collectors.joining(","));
  }

  private static void eventually(Callable<String> write) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> "OK".equals(write.call()));
  }

  private static Set<String> sentinels() {
    return cluster.sentinels().stream().map(Address::toString).collect(Collectors.toSet());
  }
}
