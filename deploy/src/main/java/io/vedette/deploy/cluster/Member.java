package io.vedette.deploy.cluster;

import io.vedette.deploy.client.Address;
import java.nio.file.Path;

/**
 * One process of a cluster as it is laid out.
 *
 * @param port where it speaks RESP: a proxy's port, a sentinel's API port, or the port of a node's
 *     copy of shard 0 (its copy of shard {@code k} listens on {@code port + k})
 * @param controlPort where it speaks to the other processes
 */
public record Member(Role role, String name, int port, int controlPort) {

  /** Where it speaks RESP. */
  public Address address() {
    return Address.local(port);
  }

  Address controlAddress() {
    return Address.local(controlPort);
  }

  Path configFile(Path dir) {
    return dir.resolve("config").resolve(name + ".conf");
  }

  Path dataDir(Path dir) {
    return dir.resolve("data").resolve(name);
  }

  /** Where its output goes. */
  public Path logFile(Path dir) {
    return dir.resolve("log").resolve(name + ".log");
  }
}
