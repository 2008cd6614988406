package io.vedette.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.deploy.cluster.ClusterOptions.Setting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterOptionsTest {
  private static final Path DIR = Path.of("/somewhere/with blank");

  private static final Setting PLACED = new Setting("server_cpulist", "7");

  @Test
  void refusesMoreReplicasThanOtherNodes() {
    assertThatThrownBy(() -> new ClusterOptions(2, 1, 2, 3, 6379, false, List.of()))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "--replicas 2 needs 3 nodes: a shard's copies are all on different nodes (--nodes is"
                + " 2)");
  }

  @Test
  void refusesNoSentinelNoShardAndOddPorts() {
    assertThatThrownBy(() -> new ClusterOptions(3, 3, 2, 0, 6379, false, List.of()))
        .hasMessageContaining("--sentinels");
    assertThatThrownBy(() -> new ClusterOptions(3, 0, 2, 3, 6379, false, List.of()))
        .hasMessageContaining("--shards");
    assertThatThrownBy(() -> new ClusterOptions(3, 3, 2, 3, 65536, false, List.of()))
        .hasMessageContaining("--port");
  }

  @Test
  void refusesSettingsThatTheLayoutDecides() {
    assertThatThrownBy(() -> withSettings("port-base=1")).hasMessageContaining("port-base");
    assertThatThrownBy(() -> Setting.parse("=1")).hasMessageContaining("directive=value");
  }

  @Test
  void aMajorityOfSentinelsIsTheQuorum() {
    assertThat(new ClusterOptions(1, 1, 0, 1, 1, false, List.of()).quorum()).isEqualTo(1);
    assertThat(new ClusterOptions(1, 1, 0, 4, 1, false, List.of()).quorum()).isEqualTo(3);
    assertThat(new ClusterOptions(1, 1, 0, 5, 1, false, List.of()).quorum()).isEqualTo(3);
  }

  @Test
  void eachProcessGetsItsPartOfTheConfiguration() {
    ClusterLayout layout = layout(withSettings("repl-backlog-size=2mb"));
    assertThat(configuration(layout, "node-1"))
        .contains(
            "name node-1",
            "port-base 13000",
            "control-port 13100",
            "sentinels 127.0.0.1:13200",
            "dir \"/somewhere/with blank/data/node-1\"",
            "repl-backlog-size 2mb");
    assertThat(configuration(layout, "sentinel-1"))
        .contains("port 26379", "quorum 1", "nodes 1", "shards 2", "replicas 0")
        .doesNotContain("repl-backlog-size 2mb");
    assertThat(configuration(layout, "proxy-1")).contains("port 6379", "control-port 13300");
  }

  @Test
  void nodesAndProxyShareOneOfTwoProcessors() {
    assertThat(Placement.of("0-1")).contains(new Setting("server_cpulist", "0"));
    assertThat(Placement.of("5,9")).contains(new Setting("server_cpulist", "5"));
    assertThat(Placement.of("0")).isEmpty();
    assertThat(Placement.of("0-3")).isEmpty();
    ClusterLayout layout = layout(withSettings().withDefault(PLACED));
    assertThat(configuration(layout, "node-1")).contains("server_cpulist 7");
    assertThat(configuration(layout, "proxy-1")).contains("server_cpulist 7");
    assertThat(configuration(layout, "sentinel-1")).noneMatch(this::isPlacement);
    ClusterLayout asked = layout(withSettings("server_cpulist=0-1").withDefault(PLACED));
    assertThat(configuration(asked, "proxy-1")).containsOnlyOnce("server_cpulist 0-1");
    assertThat(configuration(asked, "node-1")).filteredOn(this::isPlacement).hasSize(1);
    ClusterLayout anywhere = layout(withSettings("server_cpulist=").withDefault(PLACED));
    assertThat(configuration(anywhere, "node-1"))
        .filteredOn(this::isPlacement)
        .containsExactly("server_cpulist \"\"");
  }

  private boolean isPlacement(String line) {
    return line.startsWith("server_cpulist");
  }

  @Test
  void aPasswordReachesEveryProcess() {
    ClusterLayout layout =
        layout(withSettings("requirepass=s3cret", "down-after-milliseconds=500"));
    assertThat(configuration(layout, "node-1")).contains("requirepass s3cret", "masterauth s3cret");
    assertThat(configuration(layout, "proxy-1"))
        .contains("requirepass s3cret", "masterauth s3cret");
    assertThat(configuration(layout, "sentinel-1"))
        .contains("auth-pass s3cret", "down-after-milliseconds 500");
  }

  private static ClusterOptions withSettings(String... settings) {
    return new ClusterOptions(
        1, 2, 0, 1, 6379, false, List.of(settings).stream().map(Setting::parse).toList());
  }

  private static ClusterLayout layout(ClusterOptions options) {
    return new ClusterLayout(
        options,
        List.of(
            new Member(Role.SENTINEL, "sentinel-1", 26379, 13200),
            new Member(Role.NODE, "node-1", 13000, 13100),
            new Member(Role.PROXY, "proxy-1", 6379, 13300)));
  }

  private static List<String> configuration(ClusterLayout layout, String name) {
    Member member =
        layout.members().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return layout.configuration(member, DIR);
  }
}
