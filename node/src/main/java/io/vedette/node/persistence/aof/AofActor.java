package io.vedette.node.persistence.aof;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.nio.file.Path;

/**
 * The disk's end of an append-only file, on a thread of its own: does the tasks in their order and
 * answers each. Files that no manifest lists any more are left to {@link UnlistedFilesActor}.
 */
public final class AofActor extends AbstractOnMessageBehavior<AofActor.Message> {
  /** What the disk is told. */
  public sealed interface Message {}

  /**
   * A task of a chain; see {@link AofTask}.
   *
   * @param awaited whether the shard's thread waits for it
   */
  public record Work(long chain, AofTask task, boolean awaited) implements Message {}

  private final AofFiles files;
  private final ActorRef<AofDone> shard;
  private final DiskWait wait;
  private ActorRef<Path> unlisted;

  private AofActor(
      ActorContext<Message> context, AofFiles files, ActorRef<AofDone> shard, DiskWait wait) {
    super(context);
    this.files = files;
    this.shard = shard;
    this.wait = wait;
  }

  /**
   * The disk's end for one folder; spawn it on a dispatcher with a thread of its own.
   *
   * @param shard gets the answers
   * @param wait where the shard's thread waits for some of them
   */
  static Behavior<Message> create(
      Path folder, String fileName, ActorRef<AofDone> shard, DiskWait wait) {
    return Behaviors.setup(
        context -> new AofActor(context, new AofFiles(folder, fileName), shard, wait));
  }

  @Override
  public Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Work work -> {
        shard.tell(files.run(work.chain, work.task));
        if (work.awaited) {
          wait.answered();
        }
        files.prepareNext(work.task);
        files.takeUnlisted().forEach(this::delete);
      }
    }
    return this;
  }

  private void delete(Path path) {
    if (unlisted == null) {
      unlisted =
          getContext()
              .spawn(UnlistedFilesActor.create(), "unlisted-files", DispatcherSelector.blocking());
    }
    unlisted.tell(path);
  }
}
