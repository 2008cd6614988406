package io.vedette.node.command.blocking;

import io.vedette.node.store.Database;
import io.vedette.node.store.Watcher;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A key that clients wait for, in order of their arrival. */
final class AwaitedKey implements Watcher {
  final Database database;
  final byte[] key;
  private final Set<BlockedClient> clients = new LinkedHashSet<>();
  private final Consumer<AwaitedKey> whenReady;
  private int wantGone;
  private boolean ready;

  AwaitedKey(Database database, byte[] key, Consumer<AwaitedKey> whenReady) {
    this.database = database;
    this.key = key;
    this.whenReady = whenReady;
  }

  /** The key was written or deleted: to be looked at once the command is done. */
  @Override
  public void watchedKeyChanged() {
    if (!ready) {
      ready = true;
      whenReady.accept(this);
    }
  }

  /** It is being looked at; the next change counts anew. */
  void looked() {
    ready = false;
  }

  boolean add(BlockedClient client) {
    boolean added = clients.add(client);
    wantGone += added && client.wantsGoneKeys() ? 1 : 0;
    return added;
  }

  void remove(BlockedClient client) {
    if (clients.remove(client)) {
      removed(client);
    }
  }

  /** The client was taken out of {@link #clients} through its iterator. */
  void removed(BlockedClient client) {
    wantGone -= client.wantsGoneKeys() ? 1 : 0;
  }

  Collection<BlockedClient> clients() {
    return clients;
  }

  /** Whether anybody can be served by this entry, null for none. */
  boolean mayServe(Object entry) {
    return entry != null || wantGone > 0;
  }

  /** Whether somebody is to be told that the key is gone. */
  boolean isAwaitedGone() {
    return wantGone > 0;
  }
}
