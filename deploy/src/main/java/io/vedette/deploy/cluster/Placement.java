package io.vedette.deploy.cluster;

import io.vedette.deploy.cluster.ClusterOptions.Setting;
import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.transport.Processors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/**
 * Where the event loops of a local cluster's nodes and proxy run. On a machine with two processors
 * they share one and leave the other to the clients: a command that goes through three processes
 * then wakes no sleeping processor on its way. With more there is room for each.
 */
final class Placement {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private Placement() {}

  /** What to set on this machine; empty: nothing. */
  static Optional<Setting> ofMachine() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .findFirst()
          .flatMap(line -> of(line.substring(ALLOWED.length()).strip()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** What to set where a process may use these processors. */
  static Optional<Setting> of(String allowed) {
    try {
      BitSet numbers = Processors.parse(allowed).numbers();
      String first = Integer.toString(numbers.nextSetBit(0));
      return numbers.cardinality() == 2
          ? Optional.of(new Setting(Processors.SERVER_CPULIST.name(), first))
          : Optional.empty();
    } catch (InvalidValueException _) {
      return Optional.empty();
    }
  }
}
