package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.deploy.client.Await;
import io.vedette.deploy.process.RealTools.Output;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** An XFS file system in a file, whose power can be cut: whatever was not synced is then gone. */
final class LoopDisk implements AutoCloseable {
  /** The least that mkfs.xfs takes is 300 MiB; most of the file is a hole. */
  private static final long SIZE_BYTES = 512L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path image;
  private final Path root;

  private LoopDisk(Path image, Path root) {
    this.image = image;
    this.root = root;
  }

  /** Makes and mounts one; skips the running test where that cannot be done. */
  static LoopDisk mount(Path folder) throws IOException {
    RealTools.require("mkfs.xfs", "xfsprogs");
    Path image = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(SIZE_BYTES);
    }
    LoopDisk disk = new LoopDisk(image, Files.createDirectory(folder.resolve("disk")));
    RealTools.run(List.of("mkfs.xfs", "-q", image.toString())).ofSuccess();
    Output mounted = disk.mount();
    Assumptions.assumeTrue(
        mounted.status() == 0, "file systems cannot be mounted here: " + mounted.text());
    return disk;
  }

  private Output mount() {
    return RealTools.run(List.of("mount", "-o", "loop", image.toString(), root.toString()));
  }

  /** Where files are put. */
  Path root() {
    return root;
  }

  /** From now on nothing is written, and what was not synced is forgotten. */
  void cutPower() {
    RealTools.run(List.of("xfs_io", "-x", "-c", "shutdown", root.toString())).ofSuccess();
  }

  /** Mounts what is left. */
  void restorePower() {
    assertThat(Await.until(PATIENCE, this::unmount)).as("unmounted").isTrue();
    mount().ofSuccess();
  }

  private boolean unmount() {
    return RealTools.run(List.of("umount", root.toString())).status() == 0;
  }

  @Override
  public void close() throws IOException {
    RealTools.run(List.of("umount", "--lazy", root.toString()));
    Files.deleteIfExists(image);
  }
}
