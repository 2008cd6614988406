package io.vedette.protocol.control;

import io.vedette.protocol.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A data directory that belongs to one process: an identity file says whose it is, and a lock keeps
 * a second process out for as long as the first one lives.
 *
 * <p>The lock is the kernel's, so that a killed process leaves none behind.
 */
public final class OwnedFolder implements AutoCloseable {
  private static final String IDENTITY_FILE = "vedette-identity";
  private static final String LOCK_FILE = "vedette-lock";

  private final Path folder;
  private final FileChannel lockFile;

  private OwnedFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder if need be and takes it for the given owner.
   *
   * @param owner one line, such as {@code node node-1 of database vedette}
   * @throws IOException if it belongs to another owner, if a running process holds it, or if it
   *     cannot be written; the message says which
   */
  public static OwnedFolder claim(Path folder, String owner) throws IOException {
    Files.createDirectories(folder);
    FileChannel lockFile =
        FileChannel.open(
            folder.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!lock(lockFile)) {
        throw new IOException(
            "the data directory " + folder + " is in use by another running process");
      }
      identify(folder, owner);
      return new OwnedFolder(folder, lockFile);
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
  }

  private static boolean lock(FileChannel lockFile) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void identify(Path folder, String owner) throws IOException {
    Path file = folder.resolve(IDENTITY_FILE);
    if (Files.exists(file)) {
      String found = Files.readString(file).strip();
      if (!found.equals(owner)) {
        throw new IOException(
            "the data directory " + folder + " belongs to " + found + ", not to " + owner);
      }
      return;
    }
    Path temporary = folder.resolve(IDENTITY_FILE + ".tmp");
    byte[] line = (owner + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFile.replace(file, temporary, ByteBuffer.wrap(line));
  }

  public Path path() {
    return folder;
  }

  /** Lets another process have the folder. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
