package io.vedette.node.persistence.aof;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Deletes the files that no manifest lists any more. Spawn it on a dispatcher for blocking work: a
 * large file takes the file system a second or more, while writes to others go on.
 *
 * <p>Only the name goes. Whoever has the file open, such as a replica that is fed from it, or has
 * linked it for a backup, keeps it as it was; so a file must never be shortened before.
 */
final class UnlistedFilesActor {
  private UnlistedFilesActor() {}

  static Behavior<Path> create() {
    return Behaviors.setup(
        context ->
            Behaviors.receiveMessage(
                path -> {
                  try {
                    Files.deleteIfExists(path);
                  } catch (IOException e) {
                    context.getLog().warn("Cannot delete {}: {}", path, e.getMessage());
                  }
                  return Behaviors.same();
                }));
  }
}
