package io.vedette.node.replication;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.vedette.node.log.LogReader;

/**
 * The master's end of a replication connection: sends one replica the log as it grows, at the pace
 * at which the connection takes it. What the replica says comes in as commands and does not pass
 * here.
 *
 * <p>Runs on the shard's event loop, whose log and connection it uses without copies between
 * threads. However many batches grew the log, the link is woken once: all that is there leaves in
 * one go.
 */
public final class ReplicaLink {
  private enum Message {
    WAKE,
    STOP
  }

  /** The shard's handle of a link; remembers whether a wake-up is under way already. */
  private static final class Handle implements ReplicationPort.Feed {
    private ActorRef<Message> link;
    private boolean woken;

    @Override
    public void wake() {
      if (!woken) {
        woken = true;
        link.tell(Message.WAKE);
      }
    }

    @Override
    public void stop() {
      link.tell(Message.STOP);
    }
  }

  private ReplicaLink() {}

  /** Starts a link as a child of the shard's actor, on the shard's dispatcher. */
  public static ReplicationPort.Feed start(
      ActorContext<?> shard, ReplicaProgress progress, ReplicaOutput output, byte[] first) {
    Handle handle = new Handle();
    handle.link =
        shard.spawn(
            starting(progress.reader(), output, handle, first),
            "replica-link-" + progress.sessionId(),
            DispatcherSelector.sameAsParent());
    return handle;
  }

  private static Behavior<Message> starting(
      LogReader reader, ReplicaOutput output, Handle handle, byte[] first) {
    return Behaviors.setup(
        _ -> {
          output.send(first, 0, first.length);
          return feeding(reader, output, handle);
        });
  }

  private static Behavior<Message> feeding(LogReader reader, ReplicaOutput output, Handle handle) {
    return Behaviors.receiveMessage(
        message ->
            switch (message) {
              case WAKE -> {
                handle.woken = false;
                pump(reader, output);
                yield Behaviors.same();
              }
              case STOP -> Behaviors.stopped();
            });
  }

  private static void pump(LogReader reader, ReplicaOutput output) {
    // When the connection takes no more, its owner wakes the link as soon as it does again.
    while (output.isWritable()) {
      int bytes = reader.readable();
      if (bytes == 0) {
        return;
      }
      output.send(reader.array(), reader.arrayIndex(), bytes);
      reader.advance(bytes);
    }
  }
}
