package io.vedette.node.persistence.snapshot;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.vedette.protocol.rdb.RdbDraft;
import java.io.IOException;
import java.nio.file.FileSystemException;

/**
 * Writes one snapshot file, on a dispatcher for blocking work: compression, checksum and disk stay
 * away from the event loop. Lives as long as the file is being made.
 */
final class SnapshotFileActor extends AbstractOnMessageBehavior<SnapshotFileActor.Command> {
  /** What it is told. */
  sealed interface Command {}

  /** The next piece. */
  record Write(RdbDraft draft) implements Command {}

  /** How it ends. */
  enum Ending implements Command {
    END,
    ABORT
  }

  private final SnapshotFileWriter writer;
  private final long number;
  private final ActorRef<SnapshotFileEvent> shard;
  private boolean opened;

  /** After a failure whatever was on its way already is of no use. */
  private boolean failed;

  private SnapshotFileActor(
      ActorContext<Command> context,
      SnapshotFileWriter writer,
      long number,
      ActorRef<SnapshotFileEvent> shard) {
    super(context);
    this.writer = writer;
    this.number = number;
    this.shard = shard;
  }

  static Behavior<Command> create(
      SnapshotFileWriter writer, long number, ActorRef<SnapshotFileEvent> shard) {
    return Behaviors.setup(context -> new SnapshotFileActor(context, writer, number, shard));
  }

  @Override
  public Behavior<Command> onMessage(Command message) {
    if (failed) {
      return message == Ending.ABORT ? Behaviors.stopped() : this;
    }
    try {
      return handle(message);
    } catch (IOException | RuntimeException e) {
      // Without an answer the snapshot would stay open for ever.
      failed = true;
      discard();
      shard.tell(new SnapshotFileEvent.Failed(number, reason(e)));
      return this;
    }
  }

  private Behavior<Command> handle(Command message) throws IOException {
    if (message == Ending.ABORT) {
      discard();
      return Behaviors.stopped();
    }
    if (!opened) {
      writer.open();
      opened = true;
    }
    if (message instanceof Write write) {
      writer.write(write.draft());
      shard.tell(new SnapshotFileEvent.Written(number, write.draft()));
      return this;
    }
    shard.tell(new SnapshotFileEvent.Completed(number, writer.finish()));
    return Behaviors.stopped();
  }

  private void discard() {
    try {
      writer.discard();
    } catch (IOException e) {
      getContext().getLog().warn("A temporary snapshot file stays: {}", reason(e));
    }
  }

  private static String reason(Exception e) {
    if (e instanceof FileSystemException named && named.getReason() == null) {
      return named.getClass().getSimpleName().replace("Exception", "") + ": " + named.getFile();
    }
    return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
  }
}
