package io.vedette.node.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.log.ReplicationLog;
import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.backlog.BacklogEvent;
import io.vedette.node.persistence.recovery.AofPlace;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.resp.CommandBatch;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica whose missing bytes are only in the append-only file any more. */
class FileCatchUpTest {
  private static final long SESSION = 7;
  private static final String HOST = "127.0.0.1";

  private final List<String> calls = new ArrayList<>();
  private final Output output = new Output();
  private final Replication replication = replication();

  private Replication replication() {
    ReplicationSettings settings = new ReplicationSettings();
    settings.backlogBytes = ReplicationLog.MIN_BACKLOG_BYTES;
    Keyspace keyspace = new Keyspace(1, new Random(1), (database, key) -> {});
    return new Replication(
        "r".repeat(40),
        settings,
        keyspace,
        new KeyspaceSnapshots(keyspace, () -> true, () -> 0),
        new Nothing(),
        port(),
        new Random(2));
  }

  /** Remembers what it is asked for, and hands out readers that do. */
  private ReplicationPort port() {
    return (ReplicationPort)
        Proxy.newProxyInstance(
            ReplicationPort.class.getClassLoader(),
            new Class<?>[] {ReplicationPort.class},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              return switch (method.getName()) {
                case "readFiles" -> fileFeed();
                case "feed" -> feed();
                default -> null;
              };
            });
  }

  private ReplicationPort.FileFeed fileFeed() {
    return new ReplicationPort.FileFeed() {
      @Override
      public void pull() {
        calls.add("pull");
      }

      @Override
      public void stop() {
        calls.add("stop reading");
      }
    };
  }

  private ReplicationPort.Feed feed() {
    return new ReplicationPort.Feed() {
      @Override
      public void wake() {
        calls.add("wake");
      }

      @Override
      public void stop() {
        calls.add("stop feeding");
      }
    };
  }

  @BeforeEach
  void memoryBeginsLate() {
    writeMuch();
    assertThat(replication.log().firstOffset()).isPositive();
    replication
        .replicas()
        .backlogFiles(() -> Optional.of(new AofPlace(Path.of("dir"), "aof", true)));
    calls.clear();
  }

  /** Several times what the log keeps together. */
  private void writeMuch() {
    byte[] value = new byte[64 * 1024];
    for (int i = 0; i < 64; i++) {
      replication.appendCommand(0, "SET".getBytes(StandardCharsets.US_ASCII), value, value);
    }
  }

  private Optional<String> psync() {
    return replication
        .requests()
        .psync(SESSION, HOST, output, replication.history().id(), 1, 1_000);
  }

  @Test
  void asksOnceThoughItsRequestIsRepeatedWhileTheFilesAreLookedAt() {
    assertThat(psync()).isEmpty();
    assertThat(psync()).contains("ERR this connection is a replica's already");
    assertThat(calls).containsOnlyOnce("readFiles");
    replication.replicas().onBacklog(new BacklogEvent.Covered(SESSION), 1_001);
    assertThat(output.text.toString()).startsWith("+CONTINUE");
    assertThat(psync()).contains("ERR this connection is a replica's already");
    byte[] missing = new byte[(int) replication.log().firstOffset()];
    replication.replicas().onBacklog(new BacklogEvent.Piece(SESSION, missing), 1_002);
    assertThat(calls).containsSubsequence("readFiles", "pull", "stop reading", "feed", "wake");
    assertThat(output.closed).isFalse();
  }

  @Test
  void leavesNothingBehindWhenItGoesMeanwhile() {
    assertThat(psync()).isEmpty();
    replication.disconnected(SESSION);
    assertThat(calls).endsWith("stop reading");
    replication.replicas().onBacklog(new BacklogEvent.Covered(SESSION), 1_001);
    assertThat(output.text.toString()).isEmpty();
    long before = replication.log().firstOffset();
    writeMuch();
    assertThat(replication.log().firstOffset()).as("no reader holds it").isGreaterThan(before);
  }

  private static final class Output implements ReplicaOutput {
    final StringBuilder text = new StringBuilder();
    boolean closed;

    @Override
    public void send(byte[] bytes, int offset, int length) {
      text.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public void closeAfterSending() {
      closed = true;
    }
  }

  private static final class Nothing implements StreamApplier.Executor {
    @Override
    public boolean supports(CommandBatch batch, int command) {
      return true;
    }

    @Override
    public void execute(CommandBatch batch, int command, int database) {
      throw new AssertionError("this is a master");
    }
  }
}
