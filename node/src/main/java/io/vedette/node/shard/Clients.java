package io.vedette.node.shard;

import io.vedette.node.command.Session;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The clients of a copy by id. Confined to the shard's thread. */
public final class Clients {
  private static final String TOO_MANY = "-ERR max number of clients reached\r\n";

  private final Map<Long, Client> byId = new TreeMap<>();
  private final int maxClients;
  private long rejected;

  /** At most {@code maxClients} are served at once. */
  public Clients(int maxClients) {
    this.maxClients = maxClients;
  }

  void connected(Client client) {
    if (byId.size() >= maxClients) {
      rejected++;
      byte[] text = TOO_MANY.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      client.session().link().send(text, 0, text.length);
      client.session().link().close();
      return;
    }
    byId.put(client.session().id(), client);
  }

  void disconnected(Client client) {
    byId.remove(client.session().id());
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

  public int count() {
    return byId.size();
  }

  /** Connections refused because there were too many. */
  public long rejected() {
    return rejected;
  }

  /** All sessions in order of their ids. */
  public Collection<Session> sessions() {
    return byId.values().stream().map(Client::session).toList();
  }
}
