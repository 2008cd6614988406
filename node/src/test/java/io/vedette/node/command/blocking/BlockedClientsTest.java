package io.vedette.node.command.blocking;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.KeyWait;
import io.vedette.node.command.Session;
import io.vedette.node.store.Database;
import io.vedette.node.store.Keyspace;
import io.vedette.node.store.ValueType;
import io.vedette.protocol.command.CommandTable;
import io.vedette.protocol.resp.CommandBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients wait here for strings, which need no more than a key space. */
class BlockedClientsTest {
  private final Keyspace keyspace = new Keyspace(2, new Random(5), (database, key) -> {});
  private final BlockedClients blocked = new BlockedClients(keyspace);
  private final List<String> attempts = new ArrayList<>();
  private final Set<String> unsatisfied = new HashSet<>();
  private long nextId;

  @Test
  void servesKeysAsTheyBecameReadyAndClientsAsTheyCame() {
    waits("a", 0, "x", "y");
    waits("b", 0, "y");
    waits("c", 0, "x");
    assertThat(blocked.hasReady()).isFalse();
    set("y");
    set("x");
    assertThat(blocked.hasReady()).isTrue();
    serve();
    assertThat(attempts).containsExactly("a", "b", "c");
    assertThat(blocked.size()).isZero();
    assertThat(blocked.keys()).isZero();
    assertThat(keyspace.database(0).watchedKeys()).satisfies(w -> set("x"));
    assertThat(blocked.hasReady()).isFalse();
  }

  @Test
  void stopsWhereAClientTookWhatWasThere() {
    waits("a", 0, "x");
    waits("b", 0, "x");
    set("x");
    blocked.serve(
        client -> {
          attempts.add(client.session().name());
          return delete("x");
        });
    assertThat(attempts).containsExactly("a");
    assertThat(blocked.all()).extracting(client -> client.session().name()).containsExactly("b");
  }

  @Test
  void keepsThePlaceOfWhoFindsNothingForItself() {
    unsatisfied.add("a");
    waits("a", 0, "x");
    waits("b", 0, "x");
    set("x");
    serve();
    assertThat(attempts).containsExactly("a", "b");
    waits("c", 0, "x");
    unsatisfied.clear();
    attempts.clear();
    set("x");
    serve();
    assertThat(attempts).containsExactly("a", "c");
  }

  @Test
  void offersAKeyOnlyToWhoCanUseItsType() {
    waits("list", 0, new KeyWait(ValueType.LIST, 1, 1, 0), "x");
    waits("gone", 0, new KeyWait(ValueType.LIST, 1, 1, 0, true, null), "x");
    assertThat(blocked.keysAwaitedGone()).isEqualTo(1);
    unsatisfied.add("gone");
    set("x");
    serve();
    assertThat(attempts).containsExactly("gone");
    attempts.clear();
    delete("x");
    serve();
    assertThat(attempts).containsExactly("gone");
  }

  @Test
  void servesWhatServedClientsWrite() {
    waits("a", 0, "x");
    waits("b", 0, "y");
    set("x");
    blocked.serve(
        client -> {
          attempts.add(client.session().name());
          delete("x");
          set("y");
          return true;
        });
    assertThat(attempts).containsExactly("a", "b");
  }

  @Test
  void awaitsAKeyInTheClientsDatabaseOnly() {
    waits("a", 1, "x");
    set("x");
    assertThat(blocked.hasReady()).isFalse();
    keyspace.swap(0, 1);
    serve();
    assertThat(attempts).containsExactly("a");
  }

  @Test
  void endsByTheEarliestDeadline() {
    waits("late", 0, new KeyWait(ValueType.STRING, 1, 1, 50), "x");
    waits("early", 0, new KeyWait(ValueType.STRING, 1, 1, 20), "x");
    waits("never", 0, "x");
    assertThat(blocked.nextDeadlineMs()).isEqualTo(1020);
    assertThat(blocked.pollOverdue(1019)).isNull();
    assertThat(blocked.pollOverdue(1050).session().name()).isEqualTo("early");
    assertThat(blocked.pollOverdue(1050).session().name()).isEqualTo("late");
    assertThat(blocked.pollOverdue(Long.MAX_VALUE - 1)).isNull();
    assertThat(blocked.withDeadline()).isZero();
    assertThat(blocked.size()).isEqualTo(1);
  }

  @Test
  void forgetsWhoLeaves() {
    Session a = waits("a", 0, "x", "x", "y");
    waits("b", 0, "x");
    assertThat(blocked.keys()).isEqualTo(2);
    assertThat(blocked.remove(a).session()).isSameAs(a);
    assertThat(blocked.remove(a)).isNull();
    assertThat(blocked.keys()).isEqualTo(1);
    set("x");
    serve();
    assertThat(attempts).containsExactly("b");
  }

  private void serve() {
    blocked.serve(
        client -> {
          attempts.add(client.session().name());
          return !unsatisfied.contains(client.session().name());
        });
  }

  private Session waits(String name, int database, String... keys) {
    return waits(name, database, new KeyWait(ValueType.STRING, 1, keys.length, 0), keys);
  }

  private Session waits(String name, int database, KeyWait wait, String... keys) {
    Session session = new Session(++nextId, "", "", 0, null);
    session.name(name);
    session.select(database);
    CommandBatch command = new CommandBatch();
    List<byte[]> words = new ArrayList<>(List.of("GET".getBytes(US_ASCII)));
    Arrays.stream(keys).forEach(key -> words.add(key.getBytes(US_ASCII)));
    command.addCommand(words);
    blocked.add(session, CommandTable.standard().find("get"), command, wait, false, 1000);
    return session;
  }

  private void set(String key) {
    byte[] bytes = key.getBytes(US_ASCII);
    keyspace.database(0).putInteger(bytes, 0, bytes.length, 7, Database.NO_EXPIRY);
  }

  private boolean delete(String key) {
    byte[] bytes = key.getBytes(US_ASCII);
    return keyspace.database(0).delete(bytes, 0, bytes.length);
  }
}
