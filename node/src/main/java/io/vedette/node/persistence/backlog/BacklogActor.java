package io.vedette.node.persistence.backlog;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.Behaviors;
import java.io.IOException;

/**
 * Reads one {@link BacklogRange}, piece by piece as the shard asks for them. Spawn it on a
 * dispatcher for blocking work. Holds its files open, so that a rewrite may delete them meanwhile.
 */
public final class BacklogActor {
  /** What the reader is told. */
  public enum Command {
    /** The next piece is wanted. */
    PULL,
    /** Nothing more is. */
    STOP
  }

  private BacklogActor() {}

  /** Looks for the range at once, and says whether the files hold it. */
  public static Behavior<Command> create(BacklogRange range, ActorRef<BacklogEvent> shard) {
    return Behaviors.setup(
        _ -> {
          try {
            StreamFiles files = StreamFiles.open(range);
            shard.tell(new BacklogEvent.Covered(range.reader()));
            return reading(range, files, shard);
          } catch (IOException | RuntimeException e) {
            shard.tell(failed(range, e));
            return Behaviors.stopped();
          }
        });
  }

  private static BacklogEvent failed(BacklogRange range, Exception e) {
    return new BacklogEvent.Failed(
        range.reader(), e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private static Behavior<Command> reading(
      BacklogRange range, StreamFiles files, ActorRef<BacklogEvent> shard) {
    return Behaviors.receive(Command.class)
        .onMessageEquals(
            Command.PULL,
            () -> {
              try {
                shard.tell(new BacklogEvent.Piece(range.reader(), files.next()));
                return Behaviors.same();
              } catch (IOException | RuntimeException e) {
                shard.tell(failed(range, e));
                return Behaviors.stopped();
              }
            })
        .onMessageEquals(Command.STOP, Behaviors::stopped)
        .onSignal(
            PostStop.class,
            _ -> {
              files.close();
              return Behaviors.same();
            })
        .build();
  }
}
