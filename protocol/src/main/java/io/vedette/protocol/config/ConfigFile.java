package io.vedette.protocol.config;

import io.vedette.protocol.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The configuration file that a process was started with, for CONFIG REWRITE. Blocking; not for an
 * event loop under load.
 */
public final class ConfigFile {
  private final Path path;

  /** The file at this path, relative to the directory that the process started in. */
  public ConfigFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  public Path path() {
    return path;
  }

  /**
   * Puts the present values into the file. Readers see the old text or the new one: a temporary
   * file takes its place. Where that is impossible (a file that is mounted by itself into a
   * container cannot be replaced, its directory may be read-only) the text is written in place.
   * Durable when this returns.
   */
  public void rewrite(ConfigSet config) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path;
    String present =
        Files.exists(target)
            ? new String(Files.readAllBytes(target), StandardCharsets.ISO_8859_1)
            : "";
    byte[] text = ConfigRewriter.rewrite(present, config).getBytes(StandardCharsets.ISO_8859_1);
    try {
      replace(target, text);
    } catch (FileSystemException e) {
      overwrite(target, text, e);
    }
  }

  private static void replace(Path target, byte[] text) throws IOException {
    Path folder = target.getParent();
    Path temporary = Files.createTempFile(folder, target.getFileName().toString(), ".rewrite");
    try {
      copyPermissions(target, temporary);
      DurableFile.replace(target, temporary, ByteBuffer.wrap(text));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void overwrite(Path target, byte[] text, FileSystemException whyNotReplaced)
      throws IOException {
    try {
      DurableFile.write(target, ByteBuffer.wrap(text));
    } catch (IOException e) {
      e.addSuppressed(whyNotReplaced);
      throw e;
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(from);
      Files.setPosixFilePermissions(to, permissions);
    }
  }
}
