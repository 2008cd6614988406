package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.cluster.ClusterOptions;
import io.vedette.deploy.cluster.ClusterOptions.Setting;
import io.vedette.deploy.cluster.ClusterState;
import io.vedette.deploy.cluster.ClusterState.Running;
import io.vedette.deploy.cluster.ClusterView;
import io.vedette.deploy.cluster.FreePorts;
import io.vedette.deploy.cluster.Launcher;
import io.vedette.deploy.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real cluster for a test, with verbs for what may happen to it. Ended by {@link #close}. */
public final class TestDeployment implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final int TIMEOUT_MS = 20_000;

  private final LocalCluster cluster;
  private ClusterState state;

  private TestDeployment(LocalCluster cluster, ClusterState state) {
    this.cluster = cluster;
    this.state = state;
  }

  /** Three nodes and three sentinels; each shard has a copy on every node. */
  public static TestDeployment start(String name, int shards, String... settings) {
    Path dir = TestFolder.of(name);
    ClusterOptions options =
        new ClusterOptions(
            3,
            shards,
            2,
            3,
            FreePorts.search().block(1),
            true,
            Stream.of(settings).map(Setting::parse).toList());
    LocalCluster cluster = new LocalCluster(dir, Launcher.ofCheckout());
    return new TestDeployment(cluster, cluster.up(options, START, System.out::println));
  }

  LocalCluster cluster() {
    return cluster;
  }

  ClusterState state() {
    return state;
  }

  public List<Address> sentinels() {
    return state.sentinels();
  }

  /** Where its proxy listens. */
  public Address proxy() {
    return state.proxy();
  }

  public ClusterView view() {
    return ClusterView.look(state);
  }

  /** Where the shard's master listens. */
  public Address masterOf(int shard) {
    return view().shards().get(shard).master().address();
  }

  /** The node that hosts the shard's master. */
  public Running nodeOfMaster(int shard) {
    return state.nodeAt(masterOf(shard)).orElseThrow();
  }

  /** A connection through the proxy. */
  RespClient connect() throws IOException {
    return RespClient.connect(proxy(), TIMEOUT_MS, state.password());
  }

  /** Kills it and waits until it is gone. */
  public void kill(Running process) {
    process.id().signal("KILL");
    assertThat(Await.until(STOP, () -> !process.id().isAlive())).isTrue();
  }

  void pause(Running process) {
    process.id().signal("STOP");
  }

  void resume(Running process) {
    process.id().signal("CONT");
  }

  public void restart(Running process) {
    state = cluster.restart(state, process.member());
  }

  /** Waits until every shard has a master, and its replicas are in sync. */
  public void awaitReady() {
    cluster.awaitReady(state, START, System.out::println);
  }

  @Override
  public void close() {
    cluster.down();
  }
}
