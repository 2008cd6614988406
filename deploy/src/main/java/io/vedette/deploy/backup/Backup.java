package io.vedette.deploy.backup;

import io.vedette.deploy.client.Address;
import io.vedette.protocol.file.DurableFile;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbReader;
import io.vedette.protocol.rdb.check.RdbCheck;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A folder with a backup: makes one, or verifies it. */
public final class Backup {
  private static final int BUFFER_BYTES = 256 * 1024;

  /** A shard to copy. */
  public record Source(String shard, String slots, Address address) {}

  private final Path folder;
  private final Consumer<String> progress;

  public Backup(Path folder, Consumer<String> progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Copies every source into the folder, which must not hold a backup yet. Each file, and last of
   * all the manifest, appears under its name only when all of it is on disk.
   *
   * @param user for servers with users; may be empty
   * @param password may be empty
   */
  public BackupManifest make(List<Source> sources, String user, String password)
      throws IOException, BackupException {
    Files.createDirectories(folder);
    if (Files.exists(folder.resolve(BackupManifest.NAME))) {
      throw new BackupException(folder + " holds a backup already; give each a folder of its own");
    }
    List<BackupFile> files = new ArrayList<>();
    for (Source source : sources) {
      files.add(copy(source, user, password));
    }
    BackupManifest manifest = new BackupManifest(files);
    DurableFile.replace(
        folder.resolve(BackupManifest.NAME),
        temporary(BackupManifest.NAME),
        ByteBuffer.wrap(manifest.toBytes()));
    return manifest;
  }

  private BackupFile copy(Source source, String user, String password)
      throws IOException, BackupException {
    String name = (source.shard().equals("-") ? "dump" : source.shard()) + ".rdb";
    try (SnapshotFetch fetch = new SnapshotFetch(source.address());
        Fresh fresh = new Fresh(name)) {
      if (!password.isEmpty()) {
        fetch.authenticate(user, password);
      }
      SnapshotFetch.Fetched fetched = fetch.fetch(fresh.out);
      fresh.finish();
      progress.accept(
          "%s: %d keys, %d bytes from %s at offset %d"
              .formatted(
                  name,
                  fetched.keys(),
                  fetched.bytes(),
                  source.address(),
                  fetched.position().offsetBytes()));
      return new BackupFile(
          name,
          source.shard(),
          source.slots(),
          fetched.bytes(),
          fetched.sha256(),
          fetched.position().replicationId(),
          fetched.position().offsetBytes());
    }
  }

  /** Reads every file of the backup; throws what is wrong with the first bad one. */
  public BackupManifest verify() throws IOException, BackupException {
    Path file = folder.resolve(BackupManifest.NAME);
    if (!Files.isRegularFile(file)) {
      throw new BackupException("there is no backup in " + folder);
    }
    BackupManifest manifest = BackupManifest.parse(Files.readAllBytes(file));
    for (BackupFile one : manifest.files()) {
      verify(one);
      progress.accept(one.name() + ": OK");
    }
    return manifest;
  }

  private void verify(BackupFile file) throws IOException, BackupException {
    Path path = folder.resolve(file.name());
    if (!Files.isRegularFile(path)) {
      throw new BackupException(file.name() + " is missing");
    }
    if (Files.size(path) != file.bytes()) {
      throw new BackupException(
          "%s has %d bytes instead of %d".formatted(file.name(), Files.size(path), file.bytes()));
    }
    RdbReader reader =
        new RdbReader(new RdbCheck(System.currentTimeMillis(), new SnapshotFetch.Silent()));
    MessageDigest digest = Sha256.begin();
    String problem = null;
    byte[] piece = new byte[BUFFER_BYTES];
    try (var in = Files.newInputStream(path)) {
      for (int length = in.read(piece); length > 0; length = in.read(piece)) {
        digest.update(piece, 0, length);
        problem = problem == null ? feed(reader, piece, length) : problem;
      }
    }
    if (!Sha256.end(digest).equals(file.sha256())) {
      throw new BackupException(file.name() + " has another SHA-256 than its manifest says");
    }
    problem = problem == null && !reader.isComplete() ? "it ends early" : problem;
    if (problem != null) {
      throw new BackupException(file.name() + " cannot be loaded: " + problem);
    }
  }

  /** What is wrong in the RDB; null: nothing. */
  private static String feed(RdbReader reader, byte[] piece, int length) {
    try {
      reader.feed(piece, 0, length);
      return null;
    } catch (RdbException e) {
      return e.getMessage();
    }
  }

  private Path temporary(String name) {
    return folder.resolve("." + name + ".part");
  }

  /** A file that gets its name when it is complete and on disk; before, closing deletes it. */
  private final class Fresh implements AutoCloseable {
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final OutputStream out;

    Fresh(String name) throws IOException {
      target = folder.resolve(name);
      temporary = temporary(name);
      channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    void finish() throws IOException {
      out.flush();
      channel.force(true);
      DurableFile.install(temporary, target);
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(temporary);
    }
  }
}
