package io.vedette.node.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofEnd;
import io.vedette.protocol.aof.AofException;
import io.vedette.protocol.aof.AofFile;
import io.vedette.protocol.aof.AofManifest;
import io.vedette.protocol.aof.AofReader;
import io.vedette.protocol.aof.AofReserve;
import io.vedette.protocol.aof.AofScanner;
import io.vedette.protocol.aof.AofSource;
import io.vedette.protocol.aof.AofVisitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder on a real file system: whatever step a crash follows, what is left can be loaded. */
class AofFilesTest {
  private static final String NAME = "appendonly.aof";
  private static final String ID = "a".repeat(40);

  @TempDir private Path folder;

  private final AofChain chain = new AofChain(NAME);
  private AofFiles files;

  /** The stream of offset 0 and later. */
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

  @BeforeEach
  void open() {
    files = new AofFiles(folder, NAME);
  }

  @Test
  void aTaskThatCannotBeDoneIsAnsweredAsAFileThatIsLost() {
    AofDone done = files.run(1, new AofTask.Sync(0));
    assertThat(done.failure()).isNotNull();
    assertThat(done.syncFailed()).isTrue();
  }

  @Test
  void filesStayWhileTheManifestCannotBeRead() throws IOException {
    Path manifest = folder.resolve(AofManifest.fileName(NAME));
    Files.createSymbolicLink(manifest, manifest);
    Files.writeString(folder.resolve(NAME + ".1.incr.aof"), "data");
    assertThat(files.run(1, new AofTask.Prepare()).failure()).isNotNull();
    assertThat(files.takeUnlisted()).isEmpty();
  }

  @Test
  void everyStepOfARewriteLeavesWhatCanBeLoaded() throws Exception {
    run(new AofTask.Prepare());
    assertThat(loaded()).isEmpty();
    firstChain();
    String base = chain.takeBase().name();
    AofManifest continued = chain.takeIncrement();
    run(new AofTask.Increment(continued, head(), true));
    chain.continued(continued, 0);
    assertThat(loaded()).as("old base, old and new increment").isEqualTo(text(0));
    int rewrittenAt = stream.size();
    write("SET", "b", "2");
    assertThat(loaded()).isEqualTo(text(0));
    Files.writeString(folder.resolve(base), "RDB");
    assertThat(loaded()).as("before the manifest names the base").isEqualTo(text(0));
    AofManifest rewritten = chain.rewritten();
    run(new AofTask.Install(rewritten, stream.size()));
    chain.installed(rewritten, 3);
    assertThat(loaded()).as("from the new base on").isEqualTo(text(rewrittenAt));
    assertThat(files.takeUnlisted())
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrder(NAME + ".1.base.rdb", NAME + ".1.incr.aof");
    write("SET", "c", "3");
    run(new AofTask.Close(stream.size()));
    assertThat(loaded()).isEqualTo(text(rewrittenAt));
  }

  @Test
  void findsWhatACrashLeft() throws Exception {
    run(new AofTask.Prepare());
    firstChain();
    Files.writeString(folder.resolve(NAME + ".7.incr.aof"), "orphan");
    Files.writeString(folder.resolve("temp-1-1.rdb"), "half a base");
    Files.writeString(folder.resolve("mine.txt"), "not ours");
    files = new AofFiles(folder, NAME);
    AofDone seen = run(new AofTask.Prepare());
    assertThat(seen.inForce().toLoad()).hasSize(2);
    assertThat(files.takeUnlisted())
        .extracting(path -> path.getFileName().toString())
        .containsExactlyInAnyOrder(NAME + ".7.incr.aof", "temp-1-1.rdb");
  }

  @Test
  void goesOnBehindATornTail() throws Exception {
    run(new AofTask.Prepare());
    firstChain();
    Path increment = folder.resolve(NAME + ".1.incr.aof");
    long whole = Files.size(increment);
    Files.write(increment, new byte[17], java.nio.file.StandardOpenOption.APPEND);
    files = new AofFiles(folder, NAME);
    AofManifest manifest =
        AofManifest.parse(Files.readAllBytes(folder.resolve(AofManifest.fileName(NAME))));
    run(new AofTask.Reopen(manifest, whole, stream.size()));
    write("SET", "d", "4");
    assertThat(loaded()).isEqualTo(text(0));
  }

  @Test
  void smallSyncedBlocksAreWrittenOverAReserve() throws Exception {
    run(new AofTask.Prepare());
    firstChain();
    Path increment = folder.resolve(NAME + ".1.incr.aof");
    for (int i = 0; i < Reserve.AFTER_BLOCKS - 1; i++) {
      write(true, "SET", "a", "1");
    }
    long whole = Files.size(increment);
    write(true, "SET", "a", "2");
    long reserved = Files.size(increment);
    assertThat(reserved).isGreaterThan(whole + AofReserve.BYTES);
    write(true, "SET", "a", "3");
    assertThat(increment).hasSize(reserved);
    assertThat(loaded()).isEqualTo(text(0));
    String value = "v".repeat(20_000);
    for (int i = 0; i < 20; i++) {
      write(true, "SET", "b", value);
      assertThat(Files.size(increment)).isBetween(whole, whole + stream.size() + AofReserve.BYTES);
    }
    assertThat(loaded()).isEqualTo(text(0));
    run(new AofTask.Close(stream.size()));
    assertThat(Files.readAllBytes(increment)).endsWith('\r', '\n');
    assertThat(loaded()).isEqualTo(text(0));
  }

  @Test
  void otherBlocksGiveTheReserveUp() throws Exception {
    run(new AofTask.Prepare());
    firstChain();
    Path increment = folder.resolve(NAME + ".1.incr.aof");
    String large = "v".repeat(AofReserve.MAX_BLOCK_BYTES);
    for (boolean sync : new boolean[] {true, false}) {
      for (int i = 0; i < Reserve.AFTER_BLOCKS; i++) {
        write(true, "SET", "a", "1");
      }
      assertThat(Files.size(increment)).isGreaterThan(AofReserve.BYTES);
      write(sync, "SET", "b", sync ? large : "1");
      assertThat(Files.size(increment)).isLessThan(AofReserve.BYTES);
      assertThat(loaded()).isEqualTo(text(0));
    }
  }

  @Test
  void theIncrementBeforeTheLastKeepsNoReserve() throws Exception {
    run(new AofTask.Prepare());
    firstChain();
    for (int i = 0; i < Reserve.AFTER_BLOCKS; i++) {
      write(true, "SET", "a", "1");
    }
    AofManifest continued = chain.takeIncrement();
    run(new AofTask.Increment(continued, head(), true));
    assertThat(Files.readAllBytes(folder.resolve(NAME + ".1.incr.aof"))).endsWith('\r', '\n');
    assertThat(loaded()).isEqualTo(text(0));
  }

  @Test
  void saysWhyAFileCannotBeMade() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    files = new AofFiles(inTheWay.resolve("sub"), NAME);
    AofDone done = files.run(1, new AofTask.Prepare());
    assertThat(done.failure()).isNotEmpty();
    assertThat(done.syncFailed()).isFalse();
  }

  @Test
  void aFileInAnotherDatabaseSelectsItItself() throws Exception {
    run(new AofTask.Prepare());
    write0(100);
    AofAnnotation.History head =
        new AofAnnotation.History(
            ID, stream.size(), AofAnnotation.NO_ID, AofAnnotation.NO_OFFSET, 1, 3);
    run(new AofTask.Increment(chain.takeIncrement(), head, false));
    Path increment = folder.resolve(NAME + ".1.incr.aof");
    assertThat(Files.readString(increment)).contains("*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n#VC:");
    assertThat(scan(increment, new ByteArrayOutputStream())).isEqualTo(stream.size());
  }

  private void firstChain() throws Exception {
    String base = chain.takeBase().name();
    AofManifest first = chain.takeIncrement();
    run(new AofTask.Increment(first, head(), false));
    chain.continued(first, 0);
    write("SET", "a", "1");
    assertThat(loaded()).as("nothing is in force").isEmpty();
    Files.writeString(folder.resolve(base), "RDB");
    AofManifest manifest = chain.rewritten();
    run(new AofTask.Install(manifest, stream.size()));
    chain.installed(manifest, 3);
    assertThat(loaded()).isEqualTo(text(0));
  }

  private AofDone run(AofTask task) {
    AofDone done = files.run(1, task);
    assertThat(done.failure()).as(task.toString()).isNull();
    return done;
  }

  private void write(String... words) {
    write(false, words);
  }

  private void write(boolean sync, String... words) {
    StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      command.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    byte[] bytes = command.toString().getBytes(StandardCharsets.US_ASCII);
    stream.writeBytes(bytes);
    AofTask.Piece first = new AofTask.Piece(bytes, 0, 5);
    AofTask.Piece second = new AofTask.Piece(bytes, 5, bytes.length - 5);
    AofTask.Write task = new AofTask.Write(null, -1, List.of(first, second), stream.size(), sync);
    run(task);
    files.prepareNext(task);
  }

  private void write0(int bytes) {
    stream.writeBytes(new byte[bytes]);
  }

  private AofAnnotation.History head() {
    return new AofAnnotation.History(
        ID, stream.size(), AofAnnotation.NO_ID, AofAnnotation.NO_OFFSET, 1, 0);
  }

  private String text(int from) {
    return stream.toString(StandardCharsets.US_ASCII).substring(from);
  }

  /** What a start after a crash at this moment would execute. */
  private String loaded() throws Exception {
    Path manifest = folder.resolve(AofManifest.fileName(NAME));
    if (!Files.exists(manifest)) {
      return "";
    }
    ByteArrayOutputStream executed = new ByteArrayOutputStream();
    for (AofFile file : AofManifest.parse(Files.readAllBytes(manifest)).toLoad()) {
      Path path = folder.resolve(file.name());
      assertThat(path).exists();
      if (file.kind() == AofFile.Kind.INCREMENT) {
        scan(path, executed);
      }
    }
    return executed.toString(StandardCharsets.US_ASCII);
  }

  private static long scan(Path path, ByteArrayOutputStream executed)
      throws IOException, AofException {
    AofScanner scanner =
        new AofScanner(
            new AofVisitor() {
              @Override
              public void commands(byte[] from, int offset, int length, long at, long streamAt) {
                executed.write(from, offset, length);
              }

              @Override
              public void history(AofAnnotation.History history) {
                assertThat(history.replicationId()).isEqualTo(ID);
              }
            },
            0);
    AofEnd end;
    try (FileChannel channel = FileChannel.open(path)) {
      end = AofReader.read(new AofSource(channel::read, channel.size()), scanner, 0, _ -> {});
    }
    assertThat(scanner.isChecksummed()).isTrue();
    assertThat(end).isInstanceOf(AofEnd.Complete.class);
    return ((AofEnd.Complete) end).streamOffset();
  }
}
