package io.vedette.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.cluster.ClusterState.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterStateTest {
  private static final Running NODE =
      new Running(new Member(Role.NODE, "node-1", 13000, 13100), new ProcessId(7, 99));
  private static final Running PROXY =
      new Running(new Member(Role.PROXY, "proxy-1", 6379, 13300), new ProcessId(8, 100));

  @TempDir private Path dir;

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    ClusterState state = new ClusterState(3, 2, "pass word", List.of(NODE, PROXY));
    state.save(dir);
    assertThat(ClusterState.load(dir)).contains(state);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dir.resolve("cluster.state"))))
        .isEqualTo("rw-------");
    ClusterState.delete(dir);
    assertThat(ClusterState.load(dir)).isEmpty();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(dir.resolve("cluster.state"), "version 1\nprocess node\n");
    assertThatThrownBy(() -> ClusterState.load(dir))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("cluster.state is damaged");
  }

  @Test
  void findsTheNodeOfACopyByItsPort() {
    ClusterState state = new ClusterState(3, 2, "", List.of(NODE, PROXY));
    assertThat(state.nodeAt(Address.local(13002))).contains(NODE);
    assertThat(state.nodeAt(Address.local(13003))).isEmpty();
  }

  @Test
  void anotherProcessWithTheSameNumberIsNotOurs() {
    ProcessId self = ProcessId.of(ProcessHandle.current().pid());
    assertThat(self.isAlive()).isTrue();
    ProcessId earlier = new ProcessId(self.pid(), self.startTicks() - 1);
    assertThat(earlier.isAlive()).isFalse();
    // Would end this very test if the start time were not compared.
    earlier.signal("KILL");
  }

  @Test
  void readsACopysOwnWord() {
    CopyInfo master =
        CopyInfo.read(
            Address.local(1),
            Map.of(
                "role", "master",
                "master_repl_offset", "120",
                "slave0", "ip=127.0.0.1,port=2,state=online,offset=120,lag=0",
                "slave1", "ip=127.0.0.1,port=3,state=wait_bgsave,offset=0,lag=0"));
    assertThat(master.isMaster()).isTrue();
    assertThat(master.onlineReplicas()).isEqualTo(1);
    CopyInfo replica =
        CopyInfo.read(
            Address.local(2),
            Map.of(
                "role", "slave",
                "master_link_status", "up",
                "slave_repl_offset", "100",
                "master_repl_offset", "100"));
    assertThat(replica.follows()).isTrue();
    ShardView shard = new ShardView("shard-0", "0-1", 1, master, List.of(replica));
    assertThat(shard.lagBytes(replica)).isEqualTo(20);
    assertThat(shard.missing(1)).containsExactly("shard-0: 0 of 1 replicas in sync");
    assertThat(shard.missing(0)).isEmpty();
  }

  @Test
  void portsAreHandedOutOnce() {
    FreePorts ports = FreePorts.search();
    int first = ports.block(3);
    assertThat(ports.take(first + 2)).isFalse();
    assertThat(ports.near(first)).isGreaterThan(first + 2);
  }
}
