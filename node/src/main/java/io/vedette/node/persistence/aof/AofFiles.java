package io.vedette.node.persistence.aof;

import io.vedette.protocol.aof.AofException;
import io.vedette.protocol.aof.AofFile;
import io.vedette.protocol.aof.AofManifest;
import io.vedette.protocol.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of an append-only file: does what an {@link AofTask} says, and blocks until it is
 * done. At every moment the manifest on disk names a complete chain. Confined to the disk's thread.
 */
final class AofFiles {
  private static final String TEMPORARY = "temp-";

  private final Path folder;
  private final String fileName;
  private final List<Path> unlisted = new ArrayList<>();
  private AofManifest inForce = AofManifest.empty();
  private IncrementFile open;
  private boolean seen;

  AofFiles(Path folder, String fileName) {
    this.folder = folder;
    this.fileName = fileName;
  }

  /** Does a task; never throws for what a disk can do. */
  AofDone run(long chain, AofTask task) {
    String failure = null;
    boolean syncFailed = false;
    try {
      switch (task) {
        case AofTask.Write write -> write(write);
        case AofTask.Sync _ -> open.sync();
        case AofTask.Increment increment -> begin(increment);
        case AofTask.Reopen reopen -> reopen(reopen);
        case AofTask.Install install -> install(install);
        case AofTask.Close _ -> close();
        case AofTask.Prepare _ -> prepare();
      }
    } catch (SyncFailedException e) {
      failure = e.getMessage();
      syncFailed = true;
    } catch (IOException e) {
      failure = reason(e);
    } catch (RuntimeException e) {
      // Without an answer nothing would ever be written again; a fresh file may go better.
      failure = e.toString();
      syncFailed = true;
    }
    AofManifest found = task instanceof AofTask.Prepare ? inForce : null;
    long fileBytes = open == null ? 0 : open.bytes();
    return new AofDone(chain, task, failure, syncFailed, fileBytes, found);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /** Does what makes the next block faster; to be called when a task has been answered. */
  void prepareNext(AofTask done) {
    if (open != null && done instanceof AofTask.Write write && write.sync()) {
      open.reserve();
    }
  }

  /** Files that no manifest lists any more, to be deleted; taken by the call. */
  List<Path> takeUnlisted() {
    List<Path> taken = List.copyOf(unlisted);
    unlisted.clear();
    return taken;
  }

  private void write(AofTask.Write write) throws IOException {
    open.append(write);
    if (write.sync()) {
      open.sync();
    }
  }

  private void begin(AofTask.Increment task) throws IOException {
    if (task.listed() && open != null) {
      open.complete();
    }
    Path path = folder.resolve(task.manifest().lastIncrement().orElseThrow().name());
    IncrementFile next = IncrementFile.create(path, task.head());
    try {
      DurableFile.syncFolder(folder);
      if (task.listed()) {
        putInForce(task.manifest());
      }
    } catch (IOException e) {
      next.close();
      if (!inForce.equals(task.manifest())) {
        Files.deleteIfExists(path);
      }
      throw e;
    }
    closeOpen();
    open = next;
  }

  private void reopen(AofTask.Reopen task) throws IOException {
    inForce = task.manifest();
    sweep();
    Path path = folder.resolve(task.manifest().lastIncrement().orElseThrow().name());
    open = IncrementFile.reopen(path, task.validBytes(), task.offset());
    open.sync();
  }

  private void install(AofTask.Install task) throws IOException {
    open.sync();
    putInForce(task.manifest());
    inForce = task.manifest().withoutHistory();
    sweep();
  }

  private void close() throws IOException {
    try {
      if (open != null) {
        open.complete();
      }
    } finally {
      closeOpen();
    }
  }

  private void prepare() throws IOException {
    closeOpen();
    Files.createDirectories(folder);
    inForce = read(folder.resolve(AofManifest.fileName(fileName)));
    sweep();
  }

  /** A manifest that is there but cannot be read is no reason to take its files for unlisted. */
  private static AofManifest read(Path manifest) throws IOException {
    try {
      return Files.notExists(manifest)
          ? AofManifest.empty()
          : AofManifest.parse(Files.readAllBytes(manifest));
    } catch (AofException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private void closeOpen() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  private void putInForce(AofManifest manifest) throws IOException {
    String name = AofManifest.fileName(fileName);
    Path temporary = folder.resolve(TEMPORARY + name);
    DurableFile.write(temporary, ByteBuffer.wrap(manifest.toBytes()));
    DurableFile.rename(temporary, folder.resolve(name));
    // From here on a crash may bring back either manifest, so the files of both must stay.
    inForce = manifest;
    DurableFile.syncFolder(folder);
  }

  /** Finds files with our names that the manifest in force does not list. */
  private void sweep() throws IOException {
    Set<String> listed = new HashSet<>();
    inForce.toLoad().stream().map(AofFile::name).forEach(listed::add);
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(path -> isOurs(path.getFileName().toString(), !seen))
          .filter(path -> !listed.contains(path.getFileName().toString()))
          .forEach(unlisted::add);
    }
    seen = true;
  }

  private boolean isOurs(String name, boolean temporariesToo) {
    if (name.startsWith(TEMPORARY)) {
      return temporariesToo;
    }
    return name.startsWith(fileName + ".")
        && name.substring(fileName.length()).matches("\\.\\d+\\.(base|incr)\\.(rdb|aof)");
  }
}
