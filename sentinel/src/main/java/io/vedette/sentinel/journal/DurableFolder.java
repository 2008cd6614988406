package io.vedette.sentinel.journal;

import io.vedette.protocol.file.DurableFile;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder whose files appear whole or not at all, also after a power cut. */
public record DurableFolder(Path path) {

  /** Creates the folder where it is missing, and makes that durable. */
  public static DurableFolder open(Path path) throws IOException {
    Path folder = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      DurableFile.syncFolder(folder.getParent());
    }
    return new DurableFolder(folder);
  }

  /** The file of an id with any characters in it. */
  public Path file(String id, String suffix) {
    return path.resolve(URLEncoder.encode(id, StandardCharsets.UTF_8) + suffix);
  }

  /** Puts a file in the place of an older one; returns when that would survive a power cut. */
  public void replace(Path file, ByteBuffer... contents) throws IOException {
    DurableFile.replace(file, file.resolveSibling(file.getFileName() + ".tmp"), contents);
  }

  /** Makes created, renamed and deleted names durable. */
  public void sync() throws IOException {
    DurableFile.syncFolder(path);
  }
}
