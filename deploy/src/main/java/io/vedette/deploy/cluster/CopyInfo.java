package io.vedette.deploy.cluster;

import io.vedette.deploy.client.Address;
import io.vedette.deploy.client.Reply;
import io.vedette.deploy.client.RespClient;
import java.io.IOException;
import java.util.List;

/**
 * What one shard copy says of itself to {@code ROLE}.
 *
 * @param role {@code master}, {@code slave}, or why it could not be asked
 * @param linkUp for a replica: whether it is in sync with its master and receives its stream
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
      return read(copy, client.call("ROLE"));
    } catch (IOException e) {
      return new CopyInfo(copy, false, "down: " + e.getMessage(), false, 0, 0);
    }
  }

  /**
   * Reads {@code [master, offset, [[ip, port, offset]...]]}, which lists the replicas that are
   * online, or {@code [slave, ip, port, state, offset]}.
   */
  static CopyInfo read(Address copy, Reply answer) {
    List<Reply> role = answer.items();
    if (role.size() == 3 && role.getFirst().is("master")) {
      return new CopyInfo(
          copy, true, "master", false, offset(role.get(1)), role.get(2).items().size());
    }
    if (role.size() == 5 && role.getFirst().is("slave")) {
      return new CopyInfo(copy, true, "slave", role.get(3).is("connected"), offset(role.get(4)), 0);
    }
    return new CopyInfo(copy, true, "without a role: " + answer.text(), false, 0, 0);
  }

  /** A replica that never synchronized says -1. */
  private static long offset(Reply reply) {
    return Math.max(0, Long.parseLong(reply.text()));
  }

  public boolean isMaster() {
    return role.equals("master");
  }

  /** Whether it is a replica that follows its master. */
  public boolean follows() {
    return role.equals("slave") && linkUp;
  }
}
