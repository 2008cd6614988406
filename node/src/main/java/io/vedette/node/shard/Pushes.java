package io.vedette.node.shard;

import io.vedette.node.command.Session;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What clients are sent without having asked at that moment: messages and events. They are written
 * at once, but leave together, behind whatever else the shard's thread has to do first: one flush
 * for a client however many messages there are. Confined to the shard's thread.
 */
public final class Pushes {
  /** Bytes that a client has not taken from which on each further push looks at its limit. */
  private static final long WATCHED_BYTES = 64 * 1024;

  private final Clients clients;
  private final Executor later;
  private final ShardClock clock;
  private final ReplyBuffer own = new ReplyBuffer();
  private List<Session> unflushed = new ArrayList<>();
  private Session running;

  /**
   * @param later runs a task on the shard's thread, after what waits there already
   */
  public Pushes(Clients clients, Executor later, ShardClock clock) {
    this.clients = clients;
    this.later = later;
    this.clock = clock;
  }

  /** Says whose commands are being executed; null: nobody's. */
  void running(Session session) {
    running = session;
  }

  boolean isRunning(Session session) {
    return session == running;
  }

  /** Sends bytes to a client; to the one whose command is executed, after the reply. */
  public void push(Session session, byte[] bytes, int offset, int length) {
    if (session == running) {
      own.raw(bytes, offset, length);
      return;
    }
    session.link().sendLater(bytes, offset, length);
    if (session.link().outputBytes() > WATCHED_BYTES) {
      session.link().flush();
      clients.closeIfTooSlow(session, clock.wallMs());
    }
    if (!session.hasUnflushedPushes()) {
      session.unflushedPushes(true);
      unflushed.add(session);
      if (unflushed.size() == 1) {
        later.execute(this::flush);
      }
    }
  }

  /** Appends what the client whose command was executed is to get behind its reply. */
  void appendOwn(ReplyBuffer reply) {
    if (!own.isEmpty()) {
      reply.raw(own.bytes(), 0, own.size());
      own.clear();
    }
  }

  private void flush() {
    List<Session> sessions = unflushed;
    unflushed = new ArrayList<>();
    for (Session session : sessions) {
      session.unflushedPushes(false);
      session.link().flush();
    }
  }
}
