package io.vedette.node.shard;

import io.vedette.node.command.ClientLink;
import io.vedette.node.command.Interruption;
import io.vedette.node.command.Session;
import io.vedette.node.command.blocking.BlockedClients;
import io.vedette.protocol.resp.ProxyCommands;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Clients of proxies that wait for keys: each a session of its own beside the connection that the
 * proxy shares among them. Their replies are push frames, see {@link ProxyCommands}. No limit but
 * that of the clients of the proxies. Confined to the shard's thread.
 */
public final class ProxiedWaits {
  private final BlockedClients blocked;
  private final Pushes pushes;
  private final Clients clients;
  private final HeldReplies held;
  private final Map<Session, Map<Long, Session>> byConnection = new IdentityHashMap<>();
  private final Map<Session, PushLink> links = new IdentityHashMap<>();
  private final ReplyBuffer frame = new ReplyBuffer();

  ProxiedWaits(BlockedClients blocked, Pushes pushes, Clients clients, HeldReplies held) {
    this.blocked = blocked;
    this.pushes = pushes;
    this.clients = clients;
    this.held = held;
    clients.onLeave(this::left);
  }

  /** A session for a command of a proxy's connection that waits under this id. */
  Session begin(Session connection, long id) {
    PushLink link = new PushLink(connection, id);
    Session session =
        new Session(
            connection.id(),
            connection.remoteAddress(),
            connection.localAddress(),
            connection.connectedAtMs(),
            link);
    session.select(connection.db());
    session.protocol(connection.protocol());
    session.authenticated(true);
    links.put(session, link);
    byConnection.computeIfAbsent(connection, c -> new HashMap<>()).put(id, session);
    return session;
  }

  /** Whether a session is one of those begun here. */
  boolean has(Session session) {
    return links.containsKey(session);
  }

  int size() {
    return links.size();
  }

  /**
   * Sends what a session's command replied.
   *
   * @param heldUntil offset that must be durable first; negative: none
   */
  void answer(Session session, ReplyBuffer reply, long heldUntil) {
    PushLink link = links.get(session);
    frame.clear();
    frame.pushFrame(3);
    frame.bulk(ProxyCommands.WAIT_PUSH);
    frame.integer(link.id);
    frame.raw(reply.bytes(), 0, reply.size());
    forget(link.connection, link.id);
    if (heldUntil < 0 || pushes.isRunning(link.connection)) {
      // Behind the replies of its own batch, which are held if need be.
      pushes.push(link.connection, frame.bytes(), 0, frame.size());
    } else {
      clients.hold(held, link.connection, frame.bytes(), frame.size(), heldUntil);
    }
  }

  /** The client is gone: its command waits no more, if it still did. */
  public void end(Session connection, long id) {
    Map<Long, Session> ids = byConnection.get(connection);
    Session session = ids == null ? null : ids.get(id);
    if (session != null) {
      blocked.remove(session);
      forget(connection, id);
    }
  }

  /** What ends the waiting of a client before its time; null if it does not wait any more. */
  public Interruption interruption(Session connection, long id) {
    Map<Long, Session> ids = byConnection.get(connection);
    Session session = ids == null ? null : ids.get(id);
    return session == null ? null : session.interruption();
  }

  private void forget(Session connection, long id) {
    Map<Long, Session> ids = byConnection.get(connection);
    if (ids != null) {
      links.remove(ids.remove(id));
      if (ids.isEmpty()) {
        byConnection.remove(connection);
      }
    }
  }

  private void left(Session connection) {
    Map<Long, Session> ids = byConnection.remove(connection);
    if (ids != null) {
      for (Session session : ids.values()) {
        blocked.remove(session);
        links.remove(session);
      }
    }
  }

  /** Where the session ends: at the proxy's connection. */
  private record PushLink(Session connection, long id) implements ClientLink {
    @Override
    public void send(byte[] bytes, int offset, int length) {
      throw new IllegalStateException("a client of a proxy is answered in a frame");
    }

    @Override
    public boolean isWritable() {
      return connection.link().isWritable();
    }

    @Override
    public void close() {
      connection.link().close();
    }

    @Override
    public void abort() {
      connection.link().abort();
    }
  }
}
