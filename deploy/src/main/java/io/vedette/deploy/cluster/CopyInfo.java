package io.vedette.deploy.cluster;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.Map;

/**
 * What one shard copy says of itself in {@code INFO replication}.
 *
 * @param role {@code master}, {@code slave}, or why it could not be asked
 * @param linkUp for a replica: whether the link to its master is up and synchronized
 * @param offsetBytes its place in the replication stream
 * @param onlineReplicas for a master: replicas that receive its stream
 */
public record CopyInfo(
    Address address,
    boolean reachable,
    String role,
    boolean linkUp,
    long offsetBytes,
    int onlineReplicas) {
  private static final int TIMEOUT_MS = 2000;

  /** Asks the copy; an unreachable one is an answer too. */
  public static CopyInfo ask(Address copy, String password) {
    try (RespClient client = RespClient.connect(copy, TIMEOUT_MS, password)) {
      return read(copy, client.info("replication"));
    } catch (IOException e) {
      return new CopyInfo(copy, false, "down: " + e.getMessage(), false, 0, 0);
    }
  }

  static CopyInfo read(Address copy, Map<String, String> info) {
    String role = info.getOrDefault("role", "unknown");
    boolean replica = role.equals("slave");
    boolean linkUp =
        replica
            && "up".equals(info.get("master_link_status"))
            && !"1".equals(info.get("master_sync_in_progress"));
    String offset =
        replica && info.containsKey("slave_repl_offset")
            ? info.get("slave_repl_offset")
            : info.getOrDefault("master_repl_offset", "0");
    int online =
        (int)
            info.entrySet().stream()
                .filter(field -> field.getKey().matches("slave\\d+"))
                .filter(field -> field.getValue().contains("state=online"))
                .count();
    return new CopyInfo(copy, true, role, linkUp, Long.parseLong(offset), online);
  }

  public boolean isMaster() {
    return role.equals("master");
  }

  /** Whether it is a replica that follows its master. */
  public boolean follows() {
    return role.equals("slave") && linkUp;
  }
}
