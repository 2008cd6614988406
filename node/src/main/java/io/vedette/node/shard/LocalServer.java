package io.vedette.node.shard;

import io.vedette.node.command.Server;
import io.vedette.node.command.Session;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * What commands may ask of the copy that runs them. Confined to the shard's thread.
 *
 * @param resume goes on with the commands of a client that waited
 * @param suspects hears of connections that a browser may have been made to open
 */
public record LocalServer(
    Clients clients, Consumer<Client> resume, Pushes pushes, Consumer<Session> suspects)
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
    suspects.accept(session);
  }
}
