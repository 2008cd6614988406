package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.DebugAccess;
import io.vedette.node.persistence.aof.Durability;
import io.vedette.node.shard.ShardRig;
import io.vedette.protocol.psync.MasterEpoch;
import io.vedette.protocol.psync.Replconf;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ProtocolException;
import io.vedette.protocol.resp.RequestParser;
import io.vedette.protocol.resp.RespLimits;
import io.vedette.protocol.topology.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitAofTest {
  private static final String NO_FILE =
      "-ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.";

  private final ShardRig rig = new ShardRig(DebugAccess.NO);
  private final Disk disk = new Disk();
  private final ShardRig.Connection client = rig.connect();

  @BeforeEach
  void register() {
    ReplicationCommands.register(rig.commands, rig.replication, false, () -> rig.nowMs);
    rig.replication.durableWaits().disk(disk);
  }

  @Test
  void asksForAnFsyncAndWaitsForIt() {
    client.send("SET a 1");
    assertThat(client.send("WAITAOF 1 0 0")).isEmpty();
    assertThat(disk.wanted).isEqualTo(rig.log.offset());
    disk.durable = rig.log.offset() - 1;
    rig.replication.durableWaits().diskChanged(rig.nowMs);
    assertThat(client.take()).isEmpty();
    disk.durable = rig.log.offset();
    rig.replication.durableWaits().diskChanged(rig.nowMs);
    assertThat(client.take()).isEqualTo("*2 :1 :0");
    assertThat(client.send("WAITAOF 1 0 0")).isEqualTo("*2 :1 :0");
  }

  @Test
  void aTimeoutTellsBothCounts() {
    client.send("SET a 1");
    disk.durable = rig.log.offset();
    assertThat(client.send("WAITAOF 0 1 1000")).isEmpty();
    rig.nowMs += 999;
    rig.replication.tick(rig.nowMs);
    assertThat(client.take()).isEmpty();
    rig.nowMs += 1;
    rig.replication.tick(rig.nowMs);
    assertThat(client.take()).isEqualTo("*2 :1 :0");
  }

  @Test
  void asksForNoFsyncHereWhereOnlyReplicasCount() {
    client.send("SET a 1");
    assertThat(client.send("WAITAOF 0 1 0")).isEmpty();
    assertThat(disk.wanted).isZero();
  }

  @Test
  void oneTimerIsEnoughForAllWhoWait() {
    client.send("SET a 1");
    rig.asked.clear();
    for (int i = 0; i < 3; i++) {
      ShardRig.Connection other = i == 0 ? client : rig.connect();
      assertThat(other.send("WAITAOF 0 1 1000")).isEmpty();
      rig.nowMs += 10;
    }
    assertThat(rig.asked).containsOnlyOnce("requestTick[1000]").doesNotContain("requestTick[990]");
    rig.nowMs += 970;
    rig.replication.tick(rig.nowMs);
    assertThat(client.take()).isEqualTo("*2 :0 :0");
    assertThat(rig.asked).as("for the next").contains("requestTick[10]");
  }

  @Test
  void aReplicaTellsOfEveryFsyncUntilAllThatWasAskedForIsDone() {
    rig.replication.follow(new Endpoint("127.0.0.1", 1), 0, rig.nowMs);
    Following following = rig.replication.following();
    following.onLink(
        new LinkEvent.Continued(1, null, new LinkEvent.Origin(MasterEpoch.NONE, List.of())),
        rig.nowMs);
    getAckFsync(following);
    getAckFsync(following);
    long asked = rig.log.offset();
    rig.asked.clear();
    disk.durable = asked / 2;
    rig.replication.durableWaits().diskChanged(rig.nowMs);
    disk.durable = asked;
    rig.replication.durableWaits().diskChanged(rig.nowMs);
    rig.replication.durableWaits().diskChanged(rig.nowMs);
    assertThat(rig.asked)
        .containsExactly(
            "acknowledgeToMaster[" + asked + ", " + asked / 2 + "]",
            "acknowledgeToMaster[" + asked + ", " + asked + "]");
  }

  private void getAckFsync(Following following) {
    CommandBatch batch = new CommandBatch();
    byte[] text =
        "*3\r\n$8\r\nREPLCONF\r\n$6\r\nGETACK\r\n$5\r\nFSYNC\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    batch.append(text, 0, text.length);
    try {
      new RequestParser().parse(batch, RespLimits.AUTHENTICATED);
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
    following.onLink(new LinkEvent.Stream(1, batch, done -> {}), rig.nowMs);
  }

  @Test
  void aReplicaMayTakeBackWhatItSaidOfItsDisk() {
    ReplicaProgress replica = new ReplicaProgress(1, "127.0.0.1", 0);
    replica.continues(rig.log.read(0), 0);
    replica.acknowledged(new Replconf.Acknowledge(90, 80), 100, 1);
    assertThat(replica.fsyncedOffset()).isEqualTo(80);
    replica.acknowledged(new Replconf.Acknowledge(95, 200), 100, 2);
    assertThat(replica.fsyncedOffset()).as("not beyond the log").isEqualTo(100);
    replica.acknowledged(new Replconf.Acknowledge(95, -1), 100, 3);
    assertThat(replica.fsyncedOffset()).isEqualTo(ReplicaProgress.UNKNOWN);
    assertThat(replica.appliedOffset()).isEqualTo(95);
  }

  @Test
  void doesNotBlockInATransaction() {
    client.send("MULTI");
    client.send("SET a 1");
    client.send("WAITAOF 1 1 0");
    assertThat(client.send("EXEC")).isEqualTo("*2 +OK *2 :0 :0");
  }

  @Test
  void needsAFileForTheLocalCount() {
    client.send("SET a 1");
    assertThat(client.send("WAITAOF 1 0 0")).isEmpty();
    disk.enabled = false;
    rig.replication.durableWaits().switchedOff();
    assertThat(client.take()).isEqualTo(NO_FILE);
    assertThat(client.send("WAITAOF 1 0 0")).isEqualTo(NO_FILE);
    assertThat(client.send("WAITAOF 0 0 0")).isEqualTo("*2 :0 :0");
  }

  @Test
  void aDemotedMasterUnblocksAndAReplicaRefuses() {
    client.send("SET a 1");
    assertThat(client.send("WAITAOF 1 0 0")).isEmpty();
    rig.replication.follow(new Endpoint("127.0.0.1", 1), 0, rig.nowMs);
    assertThat(client.take()).startsWith("-UNBLOCKED force unblock from blocking operation");
    assertThat(client.send("WAITAOF 0 0 0"))
        .isEqualTo(
            "-ERR WAITAOF cannot be used with replica instances. Please also note that writes to"
                + " replicas are just local and are not propagated.");
  }

  @Test
  void aReplicaWhoseDiskIsSlowReadsNoFurther() {
    rig.replication.follow(new Endpoint("127.0.0.1", 1), 0, rig.nowMs);
    disk.held = true;
    rig.replication.tick(rig.nowMs);
    rig.replication.tick(rig.nowMs);
    disk.held = false;
    rig.replication.tick(rig.nowMs);
    assertThat(rig.asked)
        .filteredOn(call -> call.startsWith("readFromMaster"))
        .containsExactly("readFromMaster[false]", "readFromMaster[true]");
  }

  @Test
  void refusesWrongNumbersAsRedisDoes() {
    assertThat(client.send("WAITAOF 2 0 0"))
        .isEqualTo("-ERR value is out of range, must be between 0 and 1");
    assertThat(client.send("WAITAOF x 0 0"))
        .isEqualTo("-ERR value is not an integer or out of range");
    assertThat(client.send("WAITAOF 1 x 0"))
        .isEqualTo("-ERR value is out of range, must be positive");
    assertThat(client.send("WAITAOF 1 0 x"))
        .isEqualTo("-ERR timeout is not an integer or out of range");
    assertThat(client.send("WAITAOF 1 0 -1")).isEqualTo("-ERR timeout is negative");
    assertThat(client.send("WAITAOF 1 0 9223372036854775807"))
        .isEqualTo("-ERR timeout is out of range");
    assertThat(client.send("WAITAOF 1 0"))
        .isEqualTo("-ERR wrong number of arguments for 'waitaof' command");
  }

  private static final class Disk implements Durability {
    boolean enabled = true;
    long durable = -1;
    long wanted;
    boolean held;

    @Override
    public boolean isEnabled() {
      return enabled;
    }

    @Override
    public long durableOffset() {
      return durable;
    }

    @Override
    public boolean canSync() {
      return enabled;
    }

    @Override
    public boolean holdsWrites() {
      return held;
    }

    @Override
    public void requestSync(long offset) {
      wanted = offset;
    }

    @Override
    public void historyChanged() {
      // Nothing is written here.
    }

    @Override
    public void historyReplaced() {
      // Nothing is written here.
    }
  }
}
