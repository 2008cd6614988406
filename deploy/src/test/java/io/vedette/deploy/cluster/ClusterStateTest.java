package io.vedette.deploy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.cluster.ClusterState.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
    Reply online =
        new Reply.Many(
            List.of(new Reply.Text("127.0.0.1"), new Reply.Text("2"), new Reply.Text("120")));
    CopyInfo master =
        CopyInfo.read(
            Address.local(1),
            new Reply.Many(
                List.of(
                    new Reply.Text("master"),
                    new Reply.Number(120),
                    new Reply.Many(List.of(online)))));
    assertThat(master.isMaster()).isTrue();
    assertThat(master.onlineReplicas()).isEqualTo(1);
    CopyInfo replica = CopyInfo.read(Address.local(2), slave("connected", 100));
    assertThat(CopyInfo.read(Address.local(2), slave("sync", -1)).follows()).isFalse();
    assertThat(CopyInfo.read(Address.local(2), new Reply.Failure("LOADING wait")).role())
        .isEqualTo("without a role: LOADING wait");
    assertThat(replica.follows()).isTrue();
    ShardView shard = new ShardView("shard-0", "0-1", 1, 110, master, List.of(replica));
    assertThat(shard.lagBytes(replica)).isEqualTo(20);
    assertThat(shard.missing(1)).containsExactly("shard-0: 0 of 1 replicas in sync");
    assertThat(shard.missing(0)).isEmpty();
    ShardView written = new ShardView("shard-0", "0-1", 1, 100, master, List.of(replica));
    assertThat(written.missing(1)).as("clients write while the copies are asked").isEmpty();
  }

  private static Reply slave(String state, long offset) {
    return new Reply.Many(
        List.of(
            new Reply.Text("slave"),
            new Reply.Text("127.0.0.1"),
            new Reply.Number(1),
            new Reply.Text(state),
            new Reply.Number(offset)));
  }

  @Test
  void portsAreHandedOutOnce() {
    FreePorts ports = FreePorts.search();
    int first = ports.block(3);
    assertThat(ports.take(first + 2)).isFalse();
    assertThat(ports.near(first)).isGreaterThan(first + 2);
  }
}
