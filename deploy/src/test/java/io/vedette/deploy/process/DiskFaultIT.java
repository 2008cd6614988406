package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Await;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A disk that fails, is full or slow: what clients are told, and how the server finds back. */
@Timeout(120)
class DiskFaultIT {
  private static final Duration RECOVERY = Duration.ofSeconds(15);
  private static final int READS = 200;
  private static final int FSYNC_DELAY_MS = 300;
  private static final String VALUE = "v".repeat(10_000);

  @Test
  void nothingIsAcknowledgedByAFailedFsyncAndTheWayBackIsAutomatic() throws Exception {
    Strace.require();
    Path folder = TestFolder.of("fault-fsync");
    String[] directives = {"--appendonly", "yes", "--appendfsync", "always", "--save", ""};
    List<String> acknowledged = new ArrayList<>();
    TestServer server = TestServer.startIn(folder, directives);
    try {
      try (RespClient client = server.connect()) {
        assertThat(client.call("SET", "before", "1").is("OK")).isTrue();
        acknowledged.add("before");
      }
      boolean refused = false;
      try (Strace strace = Strace.attach(server.process(), folder, "fdatasync:error=EIO:when=1")) {
        refused = writeOnce(server, "during", acknowledged);
        assertThat(strace.output()).contains("EIO").contains("INJECTED");
      }
      assertThat(refused).as("the write whose fsync failed is not acknowledged").isTrue();
      assertThat(Await.until(RECOVERY, () -> !writeOnce(server, "after", acknowledged)))
          .as(server.log())
          .isTrue();
      server.kill();
      try (TestServer again = TestServer.startIn(folder, directives);
          RespClient client = again.connect()) {
        for (String key : acknowledged) {
          assertThat(client.call("EXISTS", key)).as(key).isEqualTo(new Reply.Number(1));
        }
      }
    } finally {
      server.close();
    }
  }

  /** Whether a write was refused, or its connection was closed. */
  private static boolean writeOnce(TestServer server, String key, List<String> acknowledged) {
    try (RespClient client = server.connect()) {
      Reply reply = client.call("SET", key, "1");
      if (reply.is("OK")) {
        acknowledged.add(key);
        return false;
      }
      assertThat(((Reply.Failure) reply).code()).isEqualTo("MISCONF");
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aSlowDiskDelaysNoReads() throws Exception {
    Strace.require();
    Path folder = TestFolder.of("fault-slow");
    try (TestServer server =
            TestServer.startIn(
                folder, "--appendonly", "yes", "--appendfsync", "everysec", "--save", "");
        RespClient client = server.connect()) {
      assertThat(client.call("SET", "a", "1").is("OK")).isTrue();
      try (Strace strace =
              Strace.attach(
                  server.process(), folder, "fdatasync:delay_exit=" + FSYNC_DELAY_MS * 1000);
          RespClient waiter = server.connect()) {
        int slow = 0;
        long started = System.nanoTime();
        waiter.send("SET", "b", "1");
        waiter.send("WAITAOF", "1", "0", "10000");
        waiter.flush();
        for (int i = 0; i < READS; i++) {
          long before = System.nanoTime();
          assertThat(client.call("GET", "a").is("1")).isTrue();
          slow += System.nanoTime() - before > FSYNC_DELAY_MS * 1_000_000L ? 1 : 0;
        }
        assertThat(waiter.read().is("OK")).isTrue();
        assertThat(waiter.read().items().getFirst()).isEqualTo(new Reply.Number(1));
        long waitedMs = (System.nanoTime() - started) / 1_000_000;
        assertThat(waitedMs).as("WAITAOF tells the truth").isGreaterThanOrEqualTo(FSYNC_DELAY_MS);
        assertThat(slow).as("reads that waited for the disk").isZero();
        assertThat(strace.output()).contains("DELAYED");
      }
    }
  }

  @Test
  void aFullDiskStopsWritesAndNotReadsUntilThereIsRoom() throws Exception {
    Path folder = TestFolder.of("fault-full");
    Path disk = Files.createDirectory(folder.resolve("disk"));
    RealTools.skipUnless(
        RealTools.run(List.of("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()))
                .status()
            == 0,
        "file systems cannot be mounted here");
    try {
      fillAndMakeRoom(disk);
    } finally {
      RealTools.run(List.of("umount", "--lazy", disk.toString()));
    }
  }

  private static void fillAndMakeRoom(Path disk) throws IOException {
    String[] directives = {"--appendonly", "yes", "--appendfsync", "everysec", "--save", ""};
    Path ballast = Files.write(disk.resolve("ballast"), new byte[1 << 20]);
    List<String> acknowledged = new ArrayList<>();
    try (TestServer server = TestServer.startIn(disk, directives);
        RespClient client = server.connect()) {
      Reply reply = new Reply.Text("OK");
      for (int i = 0; i < 2000 && reply.is("OK"); i++) {
        String key = "key:" + i;
        reply = client.call("SET", key, VALUE);
        if (reply.is("OK")) {
          acknowledged.add(key);
        }
      }
      assertThat(reply.text())
          .isEqualTo("MISCONF Errors writing to the AOF file: No space left on device");
      assertThat(client.call("GET", "key:0").is(VALUE)).as("reads go on").isTrue();
      Files.delete(ballast);
      assertThat(Await.until(RECOVERY, () -> !writeOnce(server, "room", acknowledged)))
          .as(server.log())
          .isTrue();
      assertThat(client.call("WAITAOF", "1", "0", "10000").items().getFirst())
          .isEqualTo(new Reply.Number(1));
      server.kill();
    }
    try (TestServer again = TestServer.startIn(disk, directives);
        RespClient client = again.connect()) {
      for (String key : acknowledged) {
        assertThat(client.call("EXISTS", key)).as(key).isEqualTo(new Reply.Number(1));
      }
    }
  }
}
