package io.vedette.deploy.process;

import static io.vedette.deploy.process.Servers.rewrite;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.RespClient;
import io.vedette.deploy.command.VedetteCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our files in Redis's hands, and Redis's files in ours. */
@Timeout(180)
class PersistenceFilesIT {
  private static final String[] AOF_ONLY = {"--appendonly", "yes", "--save", ""};
  private static final String MANIFEST = "appendonlydir/appendonly.aof.manifest";

  @Test
  void redisAcceptsOurFiles() throws IOException {
    RealTools.require("redis-check-aof", "redis-tools");
    Path folder = TestFolder.of("files-ours");
    Map<String, String> expected;
    try (TestServer ours = TestServer.startIn(folder, AOF_ONLY);
        RespClient client = ours.connect()) {
      Content.write(client, "before:");
      rewrite(client);
      Content.write(client, "after:");
      assertThat(client.call("SAVE").text()).isEqualTo("OK");
      assertThat(client.call("WAITAOF", "1", "0", "10000").items().getFirst().text())
          .isEqualTo("1");
      expected = Content.of(client);
      ours.kill();
    }
    assertThat(expected).hasSizeGreaterThan(400);
    RealTools.run(List.of("redis-check-rdb", folder.resolve("dump.rdb").toString())).ofSuccess();
    String checked =
        RealTools.run(List.of("redis-check-aof", folder.resolve(MANIFEST).toString())).ofSuccess();
    assertThat(checked).contains("All AOF files and manifest are valid");
    checkWithOurTools(folder);

    try (RealRedis redis = RealRedis.startIn(Content.copyOf(folder, "files-to-redis"), AOF_ONLY);
        RespClient client = redis.connect()) {
      assertThat(Content.of(client)).isEqualTo(expected);
    }
    Path dump = TestFolder.of("dump-to-redis");
    Files.copy(folder.resolve("dump.rdb"), dump.resolve("dump.rdb"));
    try (RealRedis redis = RealRedis.startIn(dump);
        RespClient client = redis.connect()) {
      assertThat(Content.of(client)).isEqualTo(expected);
    }
    try (TestServer again = TestServer.startIn(folder, AOF_ONLY);
        RespClient client = again.connect()) {
      assertThat(Content.of(client)).isEqualTo(expected);
    }
  }

  @Test
  void weAcceptTheFilesOfRedis() throws IOException {
    Path folder = TestFolder.of("files-redis");
    Map<String, String> expected;
    Map<String, String> saved;
    try (RealRedis redis =
            RealRedis.startIn(folder, "--appendonly", "yes", "--aof-timestamp-enabled", "yes");
        RespClient client = redis.connect()) {
      Content.write(client, "before:");
      rewrite(client);
      Content.write(client, "after:");
      assertThat(client.call("SAVE").text()).isEqualTo("OK");
      saved = Content.of(client);
    }
    checkWithOurTools(folder);
    Path copy = Content.copyOf(folder, "files-to-us");
    try (TestServer ours = TestServer.startIn(copy, AOF_ONLY);
        RespClient client = ours.connect()) {
      assertThat(Content.of(client)).isEqualTo(saved);
      Content.write(client, "ours:");
      expected = Content.of(client);
      assertThat(client.call("WAITAOF", "1", "0", "10000").items().getFirst().text())
          .isEqualTo("1");
      ours.kill();
    }
    checkWithOurTools(copy);
    try (TestServer again = TestServer.startIn(copy, AOF_ONLY);
        RespClient client = again.connect()) {
      assertThat(Content.of(client)).isEqualTo(expected);
    }
    Path dump = TestFolder.of("dump-to-us");
    Files.copy(folder.resolve("dump.rdb"), dump.resolve("dump.rdb"));
    try (TestServer ours = TestServer.startIn(dump, "--save", "");
        RespClient client = ours.connect()) {
      assertThat(Content.of(client)).isEqualTo(saved);
    }
  }

  @Test
  void aBackupOfEitherLoadsInTheOther() throws IOException {
    Map<String, String> expected;
    Path ofOurs = TestFolder.of("backup-ours");
    try (TestServer ours = TestServer.start("backup-from", "--save", "");
        RespClient client = ours.connect()) {
      client.call("CONFIG", "SET", "requirepass", "pw");
      Content.write(client, "k:");
      expected = Content.of(client);
      backUp(ofOurs, ours.address(), "pw");
    }
    Path ofRedis = TestFolder.of("backup-redis");
    try (RealRedis redis = RealRedis.startIn(ofOurs);
        RespClient client = redis.connect()) {
      assertThat(Content.of(client)).isEqualTo(expected);
      backUp(ofRedis, redis.address(), "");
    }
    try (TestServer ours = TestServer.startIn(ofRedis, "--save", "");
        RespClient client = ours.connect()) {
      assertThat(Content.of(client)).isEqualTo(expected);
    }
  }

  private static void backUp(Path folder, Address from, String password) {
    String dir = folder.toString();
    assertThat(
            VedetteCommand.execute(
                "backup", dir, "--from", from.toString(), "--password", password))
        .isZero();
    assertThat(VedetteCommand.execute("backup", "--verify", dir)).isZero();
  }

  private static void checkWithOurTools(Path folder) {
    assertThat(VedetteCommand.execute("check-aof", folder.resolve(MANIFEST).toString())).isZero();
    assertThat(VedetteCommand.execute("check-rdb", folder.resolve("dump.rdb").toString()))
        .as("dump.rdb")
        .isEqualTo(Files.exists(folder.resolve("dump.rdb")) ? 0 : 1);
  }
}
