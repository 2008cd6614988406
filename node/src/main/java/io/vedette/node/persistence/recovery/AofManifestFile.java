package io.vedette.node.persistence.recovery;

import io.vedette.protocol.aof.AofException;
import io.vedette.protocol.aof.AofFile;
import io.vedette.protocol.aof.AofManifest;
import io.vedette.protocol.file.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds and reads the manifest at start; takes over the single file of before Redis 7. Blocks. */
final class AofManifestFile {
  private static final String TEMPORARY = "temp-";

  private AofManifestFile() {}

  /**
   * The manifest that counts; empty if there is no append-only file.
   *
   * @throws LoadException if it is damaged, or cannot be read or taken over
   */
  static Optional<AofManifest> find(AofPlace place, LoadObserver observer) throws LoadException {
    try {
      AofManifest manifest =
          DataFiles.isThere(place.manifest()) ? read(place.manifest()) : AofManifest.empty();
      if (DataFiles.isThere(place.singleFile()) && isTakenOver(place, manifest)) {
        manifest = takeOver(place);
        observer.warning("Successfully migrated an old-style AOF into " + place.folder());
      }
      return manifest.toLoad().isEmpty() ? Optional.empty() : Optional.of(manifest);
    } catch (IOException e) {
      throw new LoadException(place.manifest(), e.toString());
    }
  }

  private static AofManifest read(Path file) throws IOException, LoadException {
    try {
      return AofManifest.parse(Files.readAllBytes(file));
    } catch (AofException e) {
      throw new LoadException(file, e.getMessage());
    }
  }

  /** Nothing else is there, or an earlier attempt stopped after the manifest was written. */
  private static boolean isTakenOver(AofPlace place, AofManifest manifest) {
    if (!manifest.increments().isEmpty()) {
      return false;
    }
    Optional<AofFile> base = manifest.base();
    return base.isEmpty()
        || base.get().name().equals(place.fileName())
            && !Files.exists(place.folder().resolve(place.fileName()));
  }

  /** In this order, a crash at any point leaves something that the next start goes on with. */
  private static AofManifest takeOver(AofPlace place) throws IOException {
    Files.createDirectories(place.folder());
    AofManifest manifest = AofManifest.ofSingleFile(place.fileName());
    Path temporary = place.folder().resolve(TEMPORARY + place.manifest().getFileName());
    DurableFile.replace(place.manifest(), temporary, ByteBuffer.wrap(manifest.toBytes()));
    DurableFile.install(place.singleFile(), place.folder().resolve(place.fileName()));
    return manifest;
  }
}
