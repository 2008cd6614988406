package io.vedette.node.persistence.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.node.command.Commands;
import io.vedette.node.command.keys.KeyCommands;
import io.vedette.node.shard.ShardClock;
import io.vedette.node.shard.StreamExecutor;
import io.vedette.node.store.Keyspace;
import io.vedette.node.type.string.StringCommands;
import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofBlock;
import io.vedette.protocol.aof.AofManifest;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.rdb.RdbFormat;
import io.vedette.protocol.rdb.RdbWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AofLoaderTest {
  private static final String ID = "a".repeat(40);
  private static final String OTHER_ID = "b".repeat(40);
  private static final String NAME = "appendonly.aof";

  @TempDir Path dir;
  private Path folder;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(dir.resolve("appendonlydir"));
  }

  private static Keyspace keyspace() {
    return new Keyspace(16, new Random(1), (database, key) -> {});
  }

  private static IncrementExecutor executor(Keyspace keyspace) {
    Commands commands = new Commands(CommandTable.standard());
    StringCommands.register(commands);
    KeyCommands.register(commands);
    return new StreamExecutor(keyspace, commands, null, ShardClock.SYSTEM);
  }

  private Recovered load(boolean truncated) throws LoadException {
    LoadObserver observer =
        new LoadObserver() {
          @Override
          public void begins(long bytes) {}

          @Override
          public void loaded(long bytes) {}

          @Override
          public void writerMemory(long bytes) {}

          @Override
          public void warning(String text) {
            warnings.add(text);
          }
        };
    DataFiles files =
        new DataFiles(
            dir.resolve("dump.rdb"), Optional.of(new AofPlace(folder, NAME, truncated)), false);
    return new DataLoader(
            new LoadRequest(
                files, AofLoaderTest::keyspace, AofLoaderTest::executor, true, () -> 1_000),
            observer)
        .load();
  }

  private static String command(String... words) {
    StringBuilder out = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      out.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return out.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static AofAnnotation.History head(String id, long offset, long epoch, int database) {
    return new AofAnnotation.History(id, offset, OTHER_ID, 77, epoch, database);
  }

  /** An increment of ours: its head, then every text as a block. */
  private byte[] increment(AofAnnotation.History head, String... blocks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AofBlock block = new AofBlock(head.streamOffset());
    byte[] line = new byte[AofAnnotation.HISTORY_BYTES];
    out.write(line, 0, block.annotation(head, line, 0));
    out.write(line, 0, block.close(line, 0));
    for (String text : blocks) {
      byte[] bytes = ascii(text);
      block.stream(bytes, 0, bytes.length);
      out.writeBytes(bytes);
      out.write(line, 0, block.close(line, 0));
    }
    return out.toByteArray();
  }

  private static byte[] rdb(String id, long offset, String... keys) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RdbWriter out = new RdbWriter(bytes::write, true);
    out.header();
    out.aux("repl-id", id);
    out.aux("repl-offset", Long.toString(offset));
    out.aux("repl-stream-db", "0");
    out.aux("vedette-epoch", "3");
    out.aux("aof-base", "1");
    out.selectDatabase(0, keys.length, 0);
    for (String key : keys) {
      byte[] k = ascii(key);
      out.string(k, 0, k.length, k, 0, k.length, RdbFormat.NO_EXPIRY);
    }
    out.end();
    return bytes.toByteArray();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private void manifest(AofManifest manifest) throws IOException {
    file(AofManifest.fileName(NAME), manifest.toBytes());
  }

  private static AofManifest increments(int count) {
    AofManifest manifest = AofManifest.empty();
    for (int i = 0; i < count; i++) {
      manifest = manifest.withNextIncrement(NAME);
    }
    return manifest;
  }

  private static AofManifest baseAnd(int increments) {
    AofManifest manifest = increments(increments);
    return manifest.withBase(manifest.nextBase(NAME), increments);
  }

  private static boolean has(Recovered recovered, int database, String key) {
    byte[] bytes = ascii(key);
    return recovered.keyspace().database(database).peek(bytes, 0, bytes.length) != null;
  }

  @Test
  void loadsTheBaseAndThenEveryIncrement() throws Exception {
    String first = command("SELECT", "0") + command("SET", "a", "1") + command("PING");
    String second =
        command("MULTI") + command("INCR", "a") + command("SET", "b", "x") + command("EXEC");
    String third = command("SELECT", "5") + command("SET", "c", "y");
    byte[] one = increment(head(ID, 1000, 4, 0), first, second);
    byte[] two = increment(head(ID, 1000 + first.length() + second.length(), 9, 0), third);
    file(NAME + ".1.base.rdb", rdb(ID, 1000, "base"));
    file(NAME + ".1.incr.aof", one);
    file(NAME + ".2.incr.aof", two);
    manifest(baseAnd(2));

    Recovered recovered = load(true);
    assertThat(recovered.keyspace().size()).isEqualTo(4);
    assertThat(has(recovered, 0, "base")).isTrue();
    assertThat(has(recovered, 0, "b")).isTrue();
    assertThat(has(recovered, 5, "c")).isTrue();
    assertThat(recovered.history())
        .isEqualTo(
            new Recovered.History(
                ID, OTHER_ID, 77, 1000 + first.length() + second.length() + third.length(), 5));
    assertThat(recovered.epoch()).isEqualTo(9);
    assertThat(recovered.aof().orElseThrow())
        .isEqualTo(
            new RecoveredAof(
                baseAnd(2),
                two.length,
                Files.size(folder.resolve(NAME + ".1.base.rdb")),
                one.length + two.length,
                true));
    assertThat(warnings).isEmpty();
  }

  @Test
  void cutsATailThatIsTornAtAnyByte() throws Exception {
    String kept = command("SELECT", "0") + command("SET", "a", "1");
    String lost = command("SET", "b", "2");
    byte[] whole = increment(head(ID, 0, 1, 0), kept, lost);
    byte[] valid = increment(head(ID, 0, 1, 0), kept);
    for (int length = valid.length; length < whole.length; length++) {
      Path path = file(NAME + ".1.incr.aof", Arrays.copyOf(whole, length));
      manifest(increments(1));
      for (int start = 0; start < 2; start++) {
        Recovered recovered = load(true);
        assertThat(recovered.keyspace().size()).as("%d bytes", length).isEqualTo(1);
        assertThat(recovered.history().offsetBytes()).isEqualTo(kept.length());
        assertThat(recovered.aof().orElseThrow().validBytes()).isEqualTo(valid.length);
        assertThat(Files.size(path)).isEqualTo(valid.length);
      }
      assertThat(warnings).hasSize(length == valid.length ? 0 : 1);
      warnings.clear();
    }
  }

  @Test
  void refusesATornTailWhenToldTo() throws Exception {
    byte[] whole = increment(head(ID, 0, 1, 0), command("SET", "a", "1"));
    Path path = file(NAME + ".1.incr.aof", Arrays.copyOf(whole, whole.length - 3));
    manifest(increments(1));
    assertThatThrownBy(() -> load(false))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("aof-load-truncated is no")
        .hasMessageContaining("at byte");
    assertThat(Files.size(path)).isEqualTo(whole.length - 3);
  }

  @Test
  void onlyTheLastIncrementMayBeTorn() throws Exception {
    String text = command("SET", "a", "1");
    byte[] whole = increment(head(ID, 0, 1, 0), text);
    file(NAME + ".1.incr.aof", Arrays.copyOf(whole, whole.length - 3));
    file(NAME + ".2.incr.aof", increment(head(ID, text.length(), 1, 0)));
    manifest(increments(2));
    assertThatThrownBy(() -> load(true))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("other files follow");
  }

  @Test
  void refusesDamageAndSaysWhatToDo() throws Exception {
    byte[] whole = increment(head(ID, 0, 1, 0), command("SET", "a", "1"), command("SET", "b", "2"));
    int at = new String(whole, StandardCharsets.US_ASCII).indexOf("\r\n1\r\n") + 2;
    whole[at] ^= 1;
    file(NAME + ".1.incr.aof", whole);
    manifest(increments(1));
    assertThatThrownBy(() -> load(true))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("check-aof --fix")
        .hasMessageContaining("at byte");
  }

  @Test
  void refusesAGapBetweenTwoFiles() throws Exception {
    file(NAME + ".1.base.rdb", rdb(ID, 1000, "base"));
    file(NAME + ".1.incr.aof", increment(head(ID, 1001, 1, 0)));
    manifest(baseAnd(1));
    assertThatThrownBy(() -> load(true))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("begins at replication offset 1001")
        .hasMessageContaining("ends at 1000");
  }

  @Test
  void refusesWhatItCannotExecute() throws Exception {
    file(
        NAME + ".1.incr.aof",
        increment(head(ID, 0, 1, 0), command("SET", "a", "1") + command("NOSUCH", "b")));
    manifest(increments(1));
    assertThatThrownBy(() -> load(true))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("Unknown command 'NOSUCH' at byte");
  }

  @Test
  void refusesAManifestWhoseFileIsMissing() throws Exception {
    manifest(increments(1));
    assertThatThrownBy(() -> load(true))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining(NAME + ".1.incr.aof")
        .hasMessageContaining("the manifest names it");
  }

  @Test
  void loadsWhatRedisWrites() throws Exception {
    String text =
        "#TS:1700000000\r\n"
            + command("SELECT", "2")
            + command("SET", "a", "1")
            + "#TS:1700000001\r\n"
            + command("MULTI")
            + command("APPEND", "a", "2")
            + command("EXEC");
    file(NAME + ".1.base.rdb", rdb(ID, 1000, "base"));
    file(NAME + ".1.incr.aof", ascii(text));
    file(
        NAME + ".manifest",
        ascii(
            "file appendonly.aof.1.base.rdb seq 1 type b\n"
                + "file appendonly.aof.1.incr.aof seq 1 type i\n"));
    Recovered recovered = load(true);
    assertThat(recovered.keyspace().size()).isEqualTo(2);
    assertThat(has(recovered, 2, "a")).isTrue();
    assertThat(recovered.history()).isEqualTo(Recovered.History.NONE);
    assertThat(recovered.aof().orElseThrow().checksummed()).isFalse();
  }

  @Test
  void cutsRedissTailAtTheUnfinishedTransaction() throws Exception {
    String kept = command("SELECT", "0") + command("SET", "a", "1");
    Path path =
        file(NAME + ".1.incr.aof", ascii(kept + command("MULTI") + command("SET", "b", "1")));
    manifest(increments(1));
    assertThat(load(true).keyspace().size()).isEqualTo(1);
    assertThat(Files.size(path)).isEqualTo(kept.length());
    assertThat(warnings).hasSize(1);
  }

  @Test
  void takesOverASingleFileWithARdbAtItsHead() throws Exception {
    ByteArrayOutputStream old = new ByteArrayOutputStream();
    old.writeBytes(rdb(ID, 1000, "base"));
    old.writeBytes(ascii(command("SELECT", "0") + command("SET", "a", "1")));
    Files.delete(folder);
    Files.write(dir.resolve(NAME), old.toByteArray());
    for (int start = 0; start < 2; start++) {
      Recovered recovered = load(true);
      assertThat(recovered.keyspace().size()).isEqualTo(2);
      assertThat(recovered.history()).isEqualTo(Recovered.History.NONE);
      assertThat(recovered.aof().orElseThrow().manifest())
          .isEqualTo(AofManifest.ofSingleFile(NAME));
    }
    assertThat(dir.resolve(NAME)).doesNotExist();
    assertThat(folder.resolve(NAME)).exists();
    assertThat(warnings).hasSize(1);
  }

  @Test
  void withoutAManifestThereIsNoAppendOnlyFile() throws Exception {
    Files.write(dir.resolve("dump.rdb"), rdb(ID, 5, "dumped"));
    assertThat(load(true).keyspace().size()).isZero();
  }
}
