package io.vedette.sentinel.journal;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A folder whose files appear whole or not at all, also after a power cut. */
public record DurableFolder(Path path) {

  /** Creates the folder where it is missing, and makes that durable. */
  public static DurableFolder open(Path path) throws IOException {
    Path folder = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      sync(folder.getParent());
    }
    return new DurableFolder(folder);
  }

  /** The file of an id with any characters in it. */
  public Path file(String id, String suffix) {
    return path.resolve(URLEncoder.encode(id, StandardCharsets.UTF_8) + suffix);
  }

  /** Puts a file in the place of an older one; returns when that would survive a power cut. */
  public void replace(Path file, ByteBuffer... contents) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (ByteBuffer part : contents) {
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(path);
  }

  /** Makes created, renamed and deleted names durable. */
  public void sync() throws IOException {
    sync(path);
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
