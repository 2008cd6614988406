package io.vedette.deploy.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.deploy.client.Address;
import io.vedette.protocol.rdb.RdbWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final String ID = "8778f36d3823111af569d59841bdd40b66625078";
  private static final String MARK = "m".repeat(40);

  @TempDir private Path folder;

  private static byte[] rdb() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RdbWriter writer = new RdbWriter(out::write, true);
    writer.header();
    byte[] word = {'a'};
    writer.string(word, 0, 1, word, 0, 1, -1);
    writer.end();
    return out.toByteArray();
  }

  /** Answers one connection with these bytes, whatever it asks, and closes. */
  private static Address serverSaying(byte[] bytes) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              try (server;
                  var client = server.accept()) {
                client.getOutputStream().write(bytes);
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return Address.local(server.getLocalPort());
  }

  private static byte[] answer(String header, byte[] payload, String end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes("+OK\r\n-ERR unknown\r\n\n+FULLRESYNC " + ID + " 77\r\n\n\n" + header));
    out.writeBytes(bytes("\r\n"));
    out.writeBytes(payload);
    out.writeBytes(bytes(end));
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private BackupManifest backUp(byte[] answer) throws IOException, BackupException {
    return new Backup(folder, line -> {})
        .make(List.of(new Backup.Source("shard-0", "0-16383", serverSaying(answer))), "", "");
  }

  @Test
  void keepsWhatTheServerSentAndWhereItStands() throws Exception {
    byte[] rdb = rdb();
    BackupManifest made = backUp(answer("$" + rdb.length, rdb, ""));
    assertThat(made.files())
        .containsExactly(
            new BackupFile(
                "shard-0.rdb", "shard-0", "0-16383", rdb.length, Sha256.of(rdb), ID, 77));
    assertThat(folder.resolve("shard-0.rdb")).hasBinaryContent(rdb);
    assertThat(new Backup(folder, line -> {}).verify()).isEqualTo(made);
    assertThatThrownBy(() -> backUp(answer("$" + rdb.length, rdb, "")))
        .hasMessageContaining("holds a backup already");
  }

  @Test
  void aPayloadMayEndWithAMark() throws Exception {
    backUp(answer("$EOF:" + MARK, rdb(), MARK));
    assertThat(folder.resolve("shard-0.rdb")).hasBinaryContent(rdb());
  }

  @Test
  void nothingIsLeftOfAnAttemptThatFailed() throws Exception {
    byte[] flipped = rdb();
    flipped[12] ^= 1;
    for (byte[] answer :
        new byte[][] {
          answer("$" + flipped.length, flipped, ""),
          answer("$1000", Arrays.copyOf(rdb(), 15), ""),
          answer("$EOF:" + MARK, rdb(), "x".repeat(40)),
          answer("-ERR no", new byte[0], ""),
          bytes("+OK\r\n+OK\r\n-LOADING the dataset\r\n"),
          bytes("+OK\r\n")
        }) {
      assertThatThrownBy(() -> backUp(answer))
          .isInstanceOfAny(BackupException.class, IOException.class);
      try (var files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void anyChangeOfAFileIsNoticed() throws Exception {
    byte[] rdb = rdb();
    backUp(answer("$" + rdb.length, rdb, ""));
    Backup backup = new Backup(folder, line -> {});
    for (String name : new String[] {"shard-0.rdb", BackupManifest.NAME}) {
      byte[] good = Files.readAllBytes(folder.resolve(name));
      for (int bit = 0; bit < good.length * 8; bit++) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(folder.resolve(name), bad);
        assertThatThrownBy(backup::verify).as("bit %d", bit).isInstanceOf(BackupException.class);
      }
      Files.write(folder.resolve(name), Arrays.copyOf(good, good.length - 1));
      assertThatThrownBy(backup::verify).isInstanceOf(BackupException.class);
      Files.write(folder.resolve(name), good);
    }
    Files.delete(folder.resolve("shard-0.rdb"));
    assertThatThrownBy(backup::verify).hasMessage("shard-0.rdb is missing");
  }

  @Test
  void aManifestNamesNoFileElsewhere() {
    BackupManifest manifest =
        new BackupManifest(List.of(new BackupFile("../x", "-", "-", 1, "0".repeat(64), ID, 0)));
    assertThatThrownBy(() -> BackupManifest.parse(manifest.toBytes()))
        .hasMessageContaining("outside of its folder");
  }
}
