package io.vedette.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.log.ReaderLimit;
import io.vedette.protocol.config.ConfigException;
import io.vedette.protocol.config.ConfigReader;
import io.vedette.protocol.config.ConfigSet;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CopySettingsTest {
  private final ConfigSet config = new ConfigSet(CopyDirectives.with(ServerDirectives.all()));
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final CopySettings settings = new CopySettings(config, tasks::add);

  @Test
  void takesOverWhatTheFileSays() throws ConfigException {
    load("timeout 7\nprotected-mode no\nrepl-backlog-size 2mb\nproto-max-bulk-len 1mb");
    settings.follow();
    assertThat(settings.clients.timeoutMs).isEqualTo(7000);
    assertThat(settings.clients.protectedMode).isFalse();
    assertThat(settings.replication.backlogBytes).isEqualTo(2L << 20);
    assertThat(settings.port.limits.maxBulkBytes()).isEqualTo(1 << 20);
  }

  @Test
  void changesItsFieldsOnTheCopysThreadOnly() throws Exception {
    settings.follow();
    config.change(List.of("maxclients", "5", "replica-priority", "0"), true);
    assertThat(settings.clients.maxClients).isEqualTo(10_000);
    assertThat(tasks).hasSize(2);
    tasks.forEach(Runnable::run);
    assertThat(settings.clients.maxClients).isEqualTo(5);
    assertThat(settings.replication.priority).isZero();
  }

  @Test
  void limitsOutputByClass() throws Exception {
    settings.follow();
    config.change(List.of("client-output-buffer-limit", "replica 1mb 512kb 5 normal 10 0 0"), true);
    tasks.forEach(Runnable::run);
    assertThat(settings.replication.outputLimit)
        .isEqualTo(new ReaderLimit(1 << 20, 512 << 10, 5000));
    assertThat(settings.clients.outputLimits.normal()).isEqualTo(new ReaderLimit(10, 0, 0));
    assertThat(config.matching(List.of("client-output*")).values())
        .containsExactly("normal 10 0 0 slave 1048576 524288 5 pubsub 33554432 8388608 60");
  }

  @Test
  void savePointsOfAllLinesAddUp() throws Exception {
    load("save 900 1 300 10\nsave 60 10000");
    assertThat(config.matching(List.of("save"))).containsEntry("save", "900 1 300 10 60 10000");
    config.change(List.of("save", "5 6"), true);
    assertThat(config.matching(List.of("save"))).containsEntry("save", "5 6");
    config.change(List.of("save", ""), true);
    assertThat(config.matching(List.of("save"))).containsEntry("save", "");
    load("save 900 1\nsave \"\"\nsave \"7 8\"");
    assertThat(config.matching(List.of("save"))).containsEntry("save", "7 8");
  }

  @Test
  void guardedDirectivesNeedMoreThanAnyClientMay() {
    assertThatThrownBy(() -> config.change(List.of("dbfilename", "x.rdb"), false))
        .hasMessage(
            "CONFIG SET failed (possibly related to argument 'dbfilename') - can't set protected"
                + " config");
  }

  @Test
  void refusesMalformedValuesWithRedissReasons() {
    refused("save 60", "Invalid save parameters");
    refused("save 0 1", "Invalid save parameters");
    refused("save 1 -1", "Invalid save parameters");
    refused("dir /there/is/no/such/folder", "No such file or directory");
    refused("dbfilename a/b", "dbfilename can't be a path, just a filename");
    refused("rdb-del-sync-files yes", "snapshots for replicas never touch the disk");
    refused("client-output-buffer-limit normal 1 2", "Wrong number of arguments in buffer limit");
    refused("client-output-buffer-limit friend 1 2 3", "Invalid client class");
    refused("client-output-buffer-limit normal 1 2 -3", "Error in hard, soft or soft_seconds");
    refused("daemonize yes", "foreground");
    refused("replicaof localhost 70000", "Invalid master port");
    refused("replicaof localhost", "wrong number of arguments");
    refused("aof-use-rdb-preamble no", "the base of an append only file is always an RDB here");
    refused("appendfilename a/b", "appendfilename can't be a path, just a filename");
    refused("maxmemory 1gb", "Bad directive");
  }

  @Test
  void knowsItsFirstMaster() throws ConfigException {
    load("slaveof 10.0.0.7 6380");
    assertThat(config.get(ServerDirectives.REPLICAOF).orElseThrow()).hasToString("10.0.0.7:6380");
    load("replicaof no one");
    assertThat(config.get(ServerDirectives.REPLICAOF)).isEmpty();
  }

  private void refused(String line, String reason) {
    assertThatThrownBy(() -> load(line))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at line 1")
        .hasMessageContaining(reason);
  }

  private void load(String text) throws ConfigException {
    config.load(ConfigReader.readText("test.conf", text));
  }
}
