package io.vedette.deploy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What tests ask of single servers, Vedette's or Redis's, and what they wait for there. */
final class Servers {
  /** Within this a server has done what it was told. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private Servers() {}

  static RespClient connect(Address at) throws IOException {
    return RespClient.connect(at, (int) PATIENCE.toMillis());
  }

  /** One command on a connection of its own. */
  static Reply call(Address at, String... command) throws IOException {
    try (RespClient client = connect(at)) {
      return client.call(command);
    }
  }

  /** The fields of a section of INFO. */
  static Map<String, String> info(RespClient client, String section) throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line : client.call("INFO", section).text().split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return fields;
  }

  static Map<String, String> info(Address at, String section) throws IOException {
    try (RespClient client = connect(at)) {
      return info(client, section);
    }
  }

  /** One field; empty if it is not there. */
  static String info(RespClient client, String section, String field) throws IOException {
    return info(client, section).getOrDefault(field, "");
  }

  /** Redis's own digest of all that a server holds. */
  static String digest(RespClient client) throws IOException {
    String digest = client.call("DEBUG", "DIGEST").text();
    assertThat(digest).matches("[0-9a-f]{40}");
    return digest;
  }

  static String digest(Address at) throws IOException {
    try (RespClient client = connect(at)) {
      return digest(client);
    }
  }

  /** Waits until both hold the same, and something. */
  static void awaitEqual(Address master, Address replica) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(digest(replica)).isNotEqualTo("0".repeat(40)).isEqualTo(digest(master)));
  }

  /** Has a server follow another one, and waits until it does. */
  static void follow(Address replica, Address master) throws IOException {
    assertThat(call(replica, "REPLICAOF", master.host(), Integer.toString(master.port())))
        .isEqualTo(new Reply.Text("OK"));
    awaitLink(replica);
  }

  /** Waits until a replica is in sync with its master. */
  static void awaitLink(Address replica) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> "up".equals(info(replica, "replication").get("master_link_status")));
  }

  /** Rewrites the append-only file. One that waits for a fresh file's base is scheduled. */
  static void rewrite(RespClient client) throws IOException {
    assertThat(client.call("BGREWRITEAOF").text()).contains("file rewriting ");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Map<String, String> info = info(client, "persistence");
              return info.get("aof_rewrite_in_progress").equals("0")
                  && info.get("aof_rewrite_scheduled").equals("0");
            });
    assertThat(info(client, "persistence", "aof_last_bgrewrite_status")).isEqualTo("ok");
  }
}
