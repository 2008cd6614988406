package io.vedette.node.proxy;

import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The clients of all event loops, in order of their ids. Safe for any thread. */
final class ClientRegistry {
  private final ConcurrentSkipListMap<Long, ClientInfo> clients = new ConcurrentSkipListMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final AtomicLong lastId = new AtomicLong();
  private final int maxClients;

  ClientRegistry(int maxClients) {
    this.maxClients = maxClients;
  }

  /** Takes a place for a connection; false if there are too many. */
  boolean tryEnter() {
    if (count.incrementAndGet() > maxClients) {
      count.decrementAndGet();
      return false;
    }
    return true;
  }

  long nextId() {
    return lastId.incrementAndGet();
  }

  void add(ClientInfo client) {
    clients.put(client.id, client);
  }

  void leave(ClientInfo client) {
    if (clients.remove(client.id) != null) {
      count.decrementAndGet();
    }
  }

  ClientInfo find(long id) {
    return clients.get(id);
  }

  Collection<ClientInfo> all() {
    return clients.values();
  }

  int count() {
    return clients.size();
  }

  /** Connections accepted since the start. */
  long accepted() {
    return lastId.get();
  }
}
