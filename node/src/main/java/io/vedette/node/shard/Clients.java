package io.vedette.node.shard;

import io.vedette.node.command.Authenticator;
import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CopyStats;
import io.vedette.node.command.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** The clients of a copy by id. Confined to the shard's thread. */
public final class Clients {
  private static final String TOO_MANY = "-ERR max number of clients reached\r\n";

  private final Map<Long, Client> byId = new TreeMap<>();
  private final IntSupplier maxClients;
  private final Authenticator authenticator;
  private final CopyStats stats;

  /** At most {@code maxClients} are served at once. */
  public Clients(IntSupplier maxClients, Authenticator authenticator, CopyStats stats) {
    this.maxClients = maxClients;
    this.authenticator = authenticator;
    this.stats = stats;
  }

  void connected(Client client) {
    stats.connected();
    if (byId.size() >= maxClients.getAsInt()) {
      stats.connectionRejected();
      byte[] text = TOO_MANY.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      client.session().link().send(text, 0, text.length);
      client.session().link().close();
      return;
    }
    authenticator.opened(client.session());
    byId.put(client.session().id(), client);
  }

  void disconnected(Client client) {
    byId.remove(client.session().id());
    client.session().watches().clear();
    client.gone();
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
      session.link().send(reply, 0, reply.length);
      return client;
    }
    return null;
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
