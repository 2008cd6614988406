package io.vedette.node.persistence.snapshot;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.persistence.KeyspaceSnapshots;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.SnapshotLoader;
import io.vedette.node.store.Database;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.Types;
import io.vedette.protocol.rdb.RdbDraft;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnapshotsTest {
  private static final SnapshotIdentity IDENTITY = new SnapshotIdentity("a".repeat(40), 7, 3, 2);

  @TempDir Path folder;

  private final Keyspace keyspace = keyspace();
  private final Disk disk = new Disk();
  private long nowNs;
  private final FileSnapshots snapshots =
      new FileSnapshots(
          new KeyspaceSnapshots(keyspace, () -> true, () -> 0),
          disk,
          () -> SnapshotSettings.DEFAULT,
          // Each look at the clock takes time, so that slices end.
          () -> nowNs += 40_000);
  private String outcome = "";

  private static Keyspace keyspace() {
    return new Keyspace(16, new Random(7), (database, key) -> {});
  }

  private boolean begin() {
    return snapshots.begin(
        new SnapshotTarget(dump(), false),
        IDENTITY,
        new FileSnapshots.Listener() {
          @Override
          public void completed(long bytes, long entries) {
            outcome = bytes + " bytes, " + entries + " entries";
          }

          @Override
          public void failed(String reason) {
            outcome = reason;
          }
        });
  }

  private Path dump() {
    return folder.resolve("dump.rdb");
  }

  private void set(int database, String key, byte[] value) {
    byte[] k = key.getBytes(US_ASCII);
    keyspace.database(database).putString(k, 0, k.length, value, 0, value.length, -1);
  }

  private void fill(int keys, int valueBytes) {
    Random random = new Random(1);
    for (int i = 0; i < keys; i++) {
      byte[] value = new byte[valueBytes];
      if (i % 2 == 0) {
        random.nextBytes(value);
      }
      set(i % 3, "key" + i, value);
    }
  }

  private Keyspace load(Path file) throws IOException, RdbException {
    Keyspace loaded = keyspace();
    RdbReader reader = new RdbReader(new SnapshotLoader(loaded));
    byte[] bytes = Files.readAllBytes(file);
    reader.feed(bytes, 0, bytes.length);
    assertThat(reader.isComplete()).isTrue();
    return loaded;
  }

  private String names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return String.join(" ", files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void isTheDataOfItsBeginningThoughWritesGoOnWhileTheDiskIsSlow() throws Exception {
    fill(5_000, 200);
    byte[] then = keyspace.digest(Types::value);
    assertThat(begin()).isTrue();
    Random random = new Random(2);
    while (outcome.isEmpty()) {
      disk.slice();
      for (int i = 0; i < 20; i++) {
        set(random.nextInt(3), "key" + random.nextInt(6_000), "new".getBytes(US_ASCII));
        byte[] gone = ("key" + random.nextInt(6_000)).getBytes(US_ASCII);
        keyspace.database(0).delete(gone, 0, gone.length);
      }
      if (random.nextInt(4) == 0) {
        disk.work(1);
      }
      if (!disk.sliceRequested) {
        disk.work(Integer.MAX_VALUE);
      }
    }
    assertThat(outcome).isEqualTo(Files.size(dump()) + " bytes, 5000 entries");
    assertThat(load(dump()).digest(Types::value)).isEqualTo(then);
    assertThat(names()).isEqualTo("dump.rdb");
  }

  @Test
  void pausesTheWalkAndThenHoldsWritesWhenTheDiskStandsStill() {
    fill(2_000, 60_000);
    begin();
    while (disk.sliceRequested) {
      disk.slice();
    }
    assertThat(snapshots.unwrittenBytes())
        .isBetween(
            FileSnapshots.MAX_WALKED_BYTES,
            FileSnapshots.MAX_WALKED_BYTES + 2 * FileSnapshots.DRAFT_BYTES);
    for (int i = 0; !snapshots.holdsWrites() && i < 2_000; i++) {
      set(i % 3, "key" + i, new byte[1]);
    }
    assertThat(snapshots.holdsWrites()).isTrue();
    disk.work(Integer.MAX_VALUE);
    assertThat(snapshots.holdsWrites()).isFalse();
    assertThat(disk.sliceRequested).isTrue();
  }

  @Test
  void pausesWithinASegmentWhenItsValuesAreLarge() throws Exception {
    fill(100, 1_000_000);
    byte[] then = keyspace.digest(Types::value);
    begin();
    while (disk.sliceRequested) {
      disk.slice();
    }
    assertThat(snapshots.unwrittenBytes())
        .isBetween(FileSnapshots.MAX_WALKED_BYTES, FileSnapshots.MAX_WALKED_BYTES + 2 * 1_000_000L);
    disk.runToTheEnd();
    assertThat(load(dump()).digest(Types::value)).isEqualTo(then);
  }

  @Test
  void onlyOneAtATime() {
    fill(10, 10);
    assertThat(begin()).isTrue();
    assertThat(begin()).isFalse();
    disk.runToTheEnd();
    assertThat(outcome).isNotEmpty();
    assertThat(begin()).isTrue();
  }

  @Test
  void waitsForAnotherSnapshotOfTheSameData() {
    fill(10, 10);
    var other = keyspace.beginSnapshot((database, entry) -> {}).orElseThrow();
    assertThat(begin()).isFalse();
    assertThat(snapshots.isTakenElsewhere()).isTrue();
    other.close();
    assertThat(snapshots.isTakenElsewhere()).isFalse();
    assertThat(begin()).isTrue();
  }

  @Test
  void aCrashAtAnyStepLeavesThePreviousFile() throws Exception {
    fill(30_000, 100);
    begin();
    disk.runToTheEnd();
    byte[] previous = keyspace.digest(Types::value);
    set(0, "more", new byte[10]);
    for (int steps = 0; steps < 8; steps++) {
      begin();
      for (int i = 0; i < steps; i++) {
        disk.slice();
        disk.work(1);
      }
      assertThat(load(dump()).digest(Types::value)).isEqualTo(previous);
      // What a killed process leaves has its number, which is ours here, in the name.
      disk.queue.clear();
      disk.open.discardNothing();
      snapshots.abort("crash");
      TemporaryFiles.removeLeftovers(folder);
      assertThat(names()).isEqualTo("dump.rdb");
    }
  }

  @Test
  void anErrorOfTheDiskIsReportedAndLeavesNothing() throws Exception {
    fill(3_000, 300);
    disk.full = true;
    begin();
    disk.runToTheEnd();
    assertThat(outcome).isEqualTo("No space left on device");
    assertThat(names()).isEmpty();
    assertThat(snapshots.isOpen()).isFalse();
    disk.full = false;
    begin();
    disk.runToTheEnd();
    assertThat(load(dump()).size()).isEqualTo(3_000);
  }

  @Test
  void anAbortTellsTheReasonAndRemovesTheFile() throws Exception {
    fill(3_000, 300);
    begin();
    disk.slice();
    disk.work(1);
    snapshots.abort("because");
    disk.work(Integer.MAX_VALUE);
    assertThat(outcome).isEqualTo("because");
    assertThat(names()).isEmpty();
  }

  @Test
  void largeValuesAndExpiriesSurvive() throws Exception {
    set(4, "large", new byte[3_000_000]);
    byte[] random = new byte[400_000];
    new Random(3).nextBytes(random);
    set(4, "random", random);
    byte[] key = "expiring".getBytes(US_ASCII);
    keyspace.database(4).putString(key, 0, key.length, key, 0, key.length, 1_900_000_000_000L);
    begin();
    disk.runToTheEnd();
    Database loaded = load(dump()).database(4);
    assertThat(loaded.expiring()).isEqualTo(1);
    assertThat(load(dump()).digest(Types::value)).isEqualTo(keyspace.digest(Types::value));
  }

  /** Runs what the shard and the file's actor would, when told to. */
  private final class Disk implements SnapshotFiles {
    final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    boolean sliceRequested;
    boolean full;
    Open open;

    void slice() {
      if (sliceRequested) {
        sliceRequested = false;
        snapshots.slice();
      }
    }

    void work(int steps) {
      for (int i = 0; i < steps && !queue.isEmpty(); i++) {
        queue.poll().run();
      }
    }

    void runToTheEnd() {
      while (sliceRequested || !queue.isEmpty()) {
        slice();
        work(1);
      }
    }

    @Override
    public SnapshotFile open(SnapshotTarget target, long number, SnapshotSettings settings) {
      open = new Open(target, number, settings);
      return open;
    }

    @Override
    public void requestSlice() {
      sliceRequested = true;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private final class Open implements SnapshotFile {
    final SnapshotFileWriter writer;
    final long number;
    boolean failed;
    boolean crashed;

    Open(SnapshotTarget target, long number, SnapshotSettings settings) {
      this.writer =
          new SnapshotFileWriter(target.path(), TemporaryFiles.nextBeside(target.path()), settings);
      this.number = number;
      enqueue(writer::open);
    }

    private void enqueue(Step step) {
      disk.queue.add(
          () -> {
            if (failed) {
              return;
            }
            try {
              if (disk.full) {
                throw new IOException("No space left on device");
              }
              step.run();
            } catch (IOException e) {
              failed = true;
              discard();
              snapshots.onEvent(new SnapshotFileEvent.Failed(number, e.getMessage()));
            }
          });
    }

    private void discard() {
      try {
        writer.discard();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void write(RdbDraft draft) {
      enqueue(
          () -> {
            writer.write(draft);
            snapshots.onEvent(new SnapshotFileEvent.Written(number, draft));
          });
    }

    @Override
    public void end() {
      enqueue(() -> snapshots.onEvent(new SnapshotFileEvent.Completed(number, writer.finish())));
    }

    @Override
    public void abort() {
      if (!crashed) {
        disk.queue.clear();
        discard();
      }
    }

    void discardNothing() {
      crashed = true;
    }
  }
}
