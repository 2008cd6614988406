package io.vedette.protocol.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that outlast a power cut. Every method blocks, and what it did is on the disk when it
 * returns, unless it says otherwise.
 */
public final class DurableFile {
  private DurableFile() {}

  /**
   * Puts a file in the place of an older one, if there is one. A crash at any moment leaves the old
   * content or the new one; the temporary file may be left as well.
   *
   * @param temporary in the same file system; overwritten
   */
  public static void replace(Path target, Path temporary, ByteBuffer... content)
      throws IOException {
    write(temporary, content);
    install(temporary, target);
  }

  /**
   * Gives a file its content; its name, if it is new, needs {@link #install} or {@link
   * #syncFolder}. The old content is not cut off before the new one stands.
   */
  public static void write(Path file, ByteBuffer... content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      for (ByteBuffer part : content) {
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
      channel.truncate(channel.position());
      channel.force(true);
    }
  }

  /** Gives a file that is on the disk its final name, in the place of an older file. */
  public static void install(Path temporary, Path target) throws IOException {
    rename(temporary, target);
    syncFolder(target.toAbsolutePath().getParent());
  }

  /**
   * The same, but until {@link #syncFolder} a power cut may still bring the older file back: for
   * whoever has to know whether it came so far.
   */
  public static void rename(Path temporary, Path target) throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes created, renamed and deleted names durable. */
  public static void syncFolder(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /**
   * Cuts a file and lets it end in a line of its own, which may overwrite what was there. In this
   * order a crash on the way loses nothing that is kept.
   *
   * @param keepBytes what stays
   * @param closing what is put after it
   * @return the new size
   */
  public static long cut(Path file, long keepBytes, byte[] closing) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer line = ByteBuffer.wrap(closing);
      long end = keepBytes;
      while (line.hasRemaining()) {
        end += channel.write(line, end);
      }
      channel.force(true);
      channel.truncate(end);
      channel.force(true);
      return end;
    }
  }
}
