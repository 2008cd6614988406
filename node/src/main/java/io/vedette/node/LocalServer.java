package io.vedette.node;

import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import io.vedette.node.shard.Client;
import io.vedette.node.shard.Clients;
import io.vedette.node.shard.Pushes;
import java.util.Collection;
import java.util.function.Consumer;

/** What commands may ask of the copy that runs them. */
record LocalServer(Clients clients, Consumer<Client> resume, Pushes pushes, AttackAlarm alarm)
    implements Server {
  @Override
  public void block(Session session) {
    clients.block(session);
  }

  @Override
  public void unblock(Session session, byte[] reply) {
    Client client = clients.unblock(session, reply);
    if (client != null) {
      resume.accept(client);
    }
  }

  @Override
  public Collection<Session> sessions() {
    return clients.sessions();
  }

  @Override
  public void close(Session session) {
    clients.kill(session);
  }

  @Override
  public void push(Session session, byte[] bytes, int offset, int length) {
    pushes.push(session, bytes, offset, length);
  }

  @Override
  public void suspected(Session session) {
    alarm.raise(session, System.nanoTime());
  }
}
