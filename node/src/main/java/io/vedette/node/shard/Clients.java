package io.vedette.node.shard;

import io.vedette.node.command.Authenticator;
import io.vedette.node.command.ClientAddress;
import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.Session;
import io.vedette.node.log.ReaderLimit;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The clients of a copy by id. Confined to the shard's thread. */
public final class Clients {
  private static final String TOO_MANY = "ERR max number of clients reached";
  private static final String DENIED =
      "DENIED Redis is running in protected mode because protected mode is enabled and "
          + "no password is set for the default user. In this mode connections are only "
          + "accepted from the loopback interface. If you want to connect from external "
          + "computers to Redis you may adopt one of the following solutions: 1) Just disable "
          + "protected mode sending the command 'CONFIG SET protected-mode no' from the "
          + "loopback interface by connecting to Redis from the same host the server is "
          + "running, however MAKE SURE Redis is not publicly accessible from internet if you "
          + "do so. Use CONFIG REWRITE to make this change permanent. 2) Alternatively you can "
          + "just disable the protected mode by editing the Redis configuration file, and "
          + "setting the protected mode option to 'no', and then restarting the server. 3) If "
          + "you started the server manually just for testing, restart it with the "
          + "'--protected-mode no' option. 4) Setup a an authentication password for the "
          + "default user. NOTE: You only need to do one of the above things in order for the "
          + "server to start accepting connections from the outside.";

  private final Map<Long, Client> byId = new TreeMap<>();
  private final ClientPolicy policy;
  private final Authenticator authenticator;
  private final CopyStats stats;
  private Consumer<Session> leaving = session -> {};

  /** Admits and keeps clients as the policy says. */
  public Clients(ClientPolicy policy, Authenticator authenticator, CopyStats stats) {
    this.policy = policy;
    this.authenticator = authenticator;
    this.stats = stats;
  }

  /** Has something done with the session of each connection that has closed. */
  public void onLeave(Consumer<Session> action) {
    leaving = leaving.andThen(action);
  }

  void connected(Client client) {
    stats.connected();
    String refusal = refusal(client.session());
    if (refusal != null) {
      stats.connectionRejected();
      byte[] text = ("-" + refusal + "\r\n").getBytes(StandardCharsets.US_ASCII);
      client.session().link().send(text, 0, text.length);
      client.session().closeAfterReply(true);
      client.session().link().close();
      return;
    }
    authenticator.opened(client.session());
    byId.put(client.session().id(), client);
  }

  private String refusal(Session session) {
    if (byId.size() >= policy.maxClients) {
      return TOO_MANY;
    }
    boolean open = policy.protectedMode && !authenticator.isRequired();
    return open && !ClientAddress.isLoopback(session.remoteAddress()) ? DENIED : null;
  }

  /**
   * Closes the connections of clients that were idle for {@code timeout}, or that leave more
   * replies untaken than {@code client-output-buffer-limit} allows. To be called every second.
   *
   * @param nowMs milliseconds since 1970
   */
  void closeIdleAndSlow(long nowMs) {
    for (Client client : List.copyOf(byId.values())) {
      Session session = client.session();
      boolean idle =
          policy.timeoutMs > 0
              && session.kind() == ClientKind.NORMAL
              && !session.isMonitor()
              && !session.isBlocked()
              && nowMs - session.lastActiveMs() > policy.timeoutMs;
      if (idle || isTooSlow(client, nowMs)) {
        session.link().abort();
      }
    }
  }

  /** Closes the client's connection if it is over its hard limit for replies. */
  void closeIfTooSlow(Client client, long nowMs) {
    if (isTooSlow(client, nowMs)) {
      client.session().link().abort();
    }
  }

  private boolean isTooSlow(Client client, long nowMs) {
    Session session = client.session();
    ReaderLimit limit =
        session.isMonitor() ? policy.outputLimits.pubsub() : policy.outputLimits.of(session.kind());
    return limit.isSet()
        && client.untaken().exceeded(limit, client.session().link().outputBytes(), 0, nowMs);
  }

  /** The connection has closed; may be said again. */
  void disconnected(Client client) {
    byId.remove(client.session().id());
    client.session().watches().clear();
    leaving.accept(client.session());
    client.gone();
  }

  /**
   * Closes the session's connection if it is over its hard limit, or too long over its soft one.
   */
  void closeIfTooSlow(Session session, long nowMs) {
    Client client = byId.get(session.id());
    if (client != null) {
      closeIfTooSlow(client, nowMs);
    }
  }

  /**
   * Closes a client's connection, whatever it has not taken yet. It is gone at once and not only
   * when the connection has closed: what is pushed behind this must not be given to it.
   */
  public void kill(Session session) {
    Client client = byId.get(session.id());
    if (client != null) {
      disconnected(client);
      session.link().abort();
    }
  }

  /** Makes a client's further commands wait. */
  public void block(Session session) {
    Client client = byId.get(session.id());
    if (client != null) {
      client.blocked(true);
    }
  }

  /** Answers a waiting client; returns it so that it goes on, or null if it is gone. */
  public Client unblock(Session session, byte[] reply) {
    Client client = byId.get(session.id());
    if (client != null && client.isBlocked()) {
      client.blocked(false);
      if (reply.length > 0) {
        session.link().send(reply, 0, reply.length);
      }
      return client;
    }
    return null;
  }

  /** Holds a reply to a client back until everything up to the offset is durable. */
  void hold(HeldReplies held, Session session, byte[] reply, int length, long offset) {
    Client client = byId.get(session.id());
    if (client != null) {
      held.hold(client, reply, length, offset);
    }
  }

  /** Clients with commands that wait though nothing blocks them. */
  List<Client> stalled() {
    return byId.values().stream().filter(c -> !c.isBlocked() && c.current() != null).toList();
  }

  /** Sends all clients away, so that they ask again who is the master; links stay. */
  void closeAll() {
    for (Client client : List.copyOf(byId.values())) {
      ClientKind kind = client.session().kind();
      if (kind == ClientKind.NORMAL || kind == ClientKind.PUBSUB) {
        client.session().link().close();
      }
    }
  }

  public int count() {
    return byId.size();
  }

  /** All sessions in order of their ids. */
  public Collection<Session> sessions() {
    return byId.values().stream().map(Client::session).toList();
  }
}
