package io.vedette.node.command.blocking;

import io.vedette.node.command.KeyWait;
import io.vedette.node.command.Session;
import io.vedette.node.store.Database;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;

/**
 * Who waits for which keys. Every write to an awaited key makes it ready; once the command or
 * transaction that wrote is done, {@link #serve} offers the ready keys, in the order in which they
 * became so, to those who wait for them, in the order in which they came. What a served client does
 * may make further keys ready: they are offered as well.
 *
 * <p>Nobody is here without a client that waits, so there is no limit but that of clients. Pure;
 * confined to the shard's thread; times are monotonic milliseconds.
 */
public final class BlockedClients {
  /** Executes the command of a client again. */
  @FunctionalInterface
  public interface Attempt {
    /** Says whether the client was answered; else it waits on. */
    boolean execute(BlockedClient client);
  }

  private record Place(int database, ByteBuffer key) {}

  private final Keyspace keyspace;
  private final Map<Session, BlockedClient> bySession = new IdentityHashMap<>();
  private final Map<Place, AwaitedKey> awaited = new HashMap<>();
  private final Queue<AwaitedKey> ready = new ArrayDeque<>();
  private final TreeSet<BlockedClient> deadlines =
      new TreeSet<>(
          Comparator.<BlockedClient>comparingLong(client -> client.deadlineMs)
              .thenComparingLong(client -> client.number));
  private long lastNumber;

  public BlockedClients(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /**
   * Has a client wait.
   *
   * @param command a batch with the command alone; kept
   * @param muted whether the client does not want the reply
   */
  public BlockedClient add(
      Session session,
      CommandSpec spec,
      CommandBatch command,
      KeyWait wait,
      boolean muted,
      long nowMs) {
    boolean ends = wait.timeoutMs() > 0 && wait.timeoutMs() < BlockedClient.NEVER - nowMs;
    long deadlineMs = ends ? nowMs + wait.timeoutMs() : BlockedClient.NEVER;
    BlockedClient client =
        new BlockedClient(session, spec, command, wait, muted, deadlineMs, ++lastNumber);
    List<AwaitedKey> keys = new ArrayList<>(wait.keys());
    for (int i = wait.firstKey(); i < wait.firstKey() + wait.keys(); i++) {
      int from = command.offset(0, i);
      byte[] key = Arrays.copyOfRange(command.bytes(), from, from + command.length(0, i));
      AwaitedKey place = awaited(session.db(), key);
      if (place.add(client)) {
        keys.add(place);
      }
    }
    client.keys = keys;
    bySession.put(session, client);
    if (ends) {
      deadlines.add(client);
    }
    return client;
  }

  private AwaitedKey awaited(int database, byte[] key) {
    return awaited.computeIfAbsent(
        new Place(database, ByteBuffer.wrap(key)),
        place -> {
          Database in = keyspace.database(database);
          AwaitedKey made = new AwaitedKey(in, key, ready::add);
          in.watchedKeys().watch(made, key);
          return made;
        });
  }

  /** Whether keys have been written for which clients wait. */
  public boolean hasReady() {
    return !ready.isEmpty();
  }

  /** Offers ready keys until none is left. */
  public void serve(Attempt attempt) {
    for (AwaitedKey key = ready.poll(); key != null; key = ready.poll()) {
      key.looked();
      serve(key, attempt);
    }
  }

  private void serve(AwaitedKey key, Attempt attempt) {
    Iterator<BlockedClient> clients = key.clients().iterator();
    while (clients.hasNext()) {
      Object entry = key.database.peek(key.key, 0, key.key.length);
      if (!key.mayServe(entry)) {
        return;
      }
      BlockedClient client = clients.next();
      if (client.isServedBy(entry) && attempt.execute(client)) {
        clients.remove();
        key.removed(client);
        forget(client);
      }
    }
  }

  /** The client of a session no longer waits; null if it did not. */
  public BlockedClient remove(Session session) {
    BlockedClient client = bySession.get(session);
    if (client != null) {
      forget(client);
    }
    return client;
  }

  private void forget(BlockedClient client) {
    bySession.remove(client.session());
    deadlines.remove(client);
    for (AwaitedKey key : client.keys) {
      key.remove(client);
      if (key.clients().isEmpty()) {
        key.database.watchedKeys().unwatch(key, key.key);
        awaited.remove(new Place(key.database.index(), ByteBuffer.wrap(key.key)));
      }
    }
  }

  /** Takes out and returns one whose time is up; null if there is none. */
  public BlockedClient pollOverdue(long nowMs) {
    if (nextDeadlineMs() > nowMs) {
      return null;
    }
    BlockedClient client = deadlines.first();
    forget(client);
    return client;
  }

  /** The earliest deadline; {@link Long#MAX_VALUE} if there is none. */
  public long nextDeadlineMs() {
    return deadlines.isEmpty() ? BlockedClient.NEVER : deadlines.first().deadlineMs;
  }

  /** Everybody who waits, in order of arrival. */
  public List<BlockedClient> all() {
    return bySession.values().stream()
        .sorted(Comparator.comparingLong(client -> client.number))
        .toList();
  }

  public int size() {
    return bySession.size();
  }

  /** How many of those block no connection: they came through proxies. */
  public long besideSessions() {
    return bySession.keySet().stream().filter(session -> !session.isBlocked()).count();
  }

  /** How many of those have a deadline. */
  public int withDeadline() {
    return deadlines.size();
  }

  /** How many keys are waited for. */
  public int keys() {
    return awaited.size();
  }

  /** How many keys are waited for by somebody who is to hear that they are gone. */
  public long keysAwaitedGone() {
    return awaited.values().stream().filter(AwaitedKey::isAwaitedGone).count();
  }
}
