package io.vedette.node.persistence.aof;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * The disk's end of an append-only file, on a thread of its own: does the tasks in their order and
 * answers each. Files that no manifest lists any more shrink step by step before they go, since to
 * delete a large one at once can stop the file system for seconds.
 */
public final class AofActor extends AbstractOnMessageBehavior<AofActor.Message> {
  /** What the disk is told. */
  public sealed interface Message {}

  /** A task of a chain; see {@link AofTask}. */
  public record Work(long chain, AofTask task) implements Message {}

  private enum Delete implements Message {
    INSTANCE
  }

  private static final long STEP_BYTES = 32L << 20;
  private static final Duration STEP_EVERY = Duration.ofMillis(20);

  private final TimerScheduler<Message> timers;
  private final AofFiles files;
  private final ActorRef<AofDone> shard;
  private final ArrayDeque<Path> doomed = new ArrayDeque<>();

  private AofActor(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      AofFiles files,
      ActorRef<AofDone> shard) {
    super(context);
    this.timers = timers;
    this.files = files;
    this.shard = shard;
  }

  /**
   * The disk's end for one folder; spawn it on a dispatcher with a thread of its own.
   *
   * @param shard gets the answers
   */
  public static Behavior<Message> create(Path folder, String fileName, ActorRef<AofDone> shard) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new AofActor(context, timers, new AofFiles(folder, fileName), shard)));
  }

  @Override
  public Behavior<Message> onMessage(Message message) {
    switch (message) {
      case Work work -> {
        shard.tell(files.run(work.chain, work.task));
        doomed.addAll(files.takeUnlisted());
        deleteLater();
      }
      case Delete _ -> {
        deleteStep();
        deleteLater();
      }
    }
    return this;
  }

  private void deleteLater() {
    if (!doomed.isEmpty() && !timers.isTimerActive(Delete.INSTANCE)) {
      timers.startSingleTimer(Delete.INSTANCE, Delete.INSTANCE, STEP_EVERY);
    }
  }

  private void deleteStep() {
    Path path = doomed.peek();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      if (file.size() > STEP_BYTES) {
        file.truncate(file.size() - STEP_BYTES);
        return;
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      if (Files.exists(path)) {
        getContext().getLog().warn("Cannot delete {}: {}", path, e.getMessage());
      }
    }
    doomed.poll();
  }
}
