package io.vedette.deploy.cluster;

import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.transport.Processors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * Where the event loops of a local cluster's nodes and proxy run. On a machine with two processors
 * they share one and leave the other to the clients: a command that goes through three processes
 * then wakes no sleeping processor on its way. With more there is room for each.
 *
 * @param processors as {@code server_cpulist} takes it; empty: anywhere
 */
record Placement(String processors) {
  static final String DIRECTIVE = "server_cpulist";
  static final Placement ANYWHERE = new Placement("");

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /** That for the machine. */
  static Placement ofMachine() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .map(line -> of(line.substring(ALLOWED.length()).strip()))
          .findFirst()
          .orElse(ANYWHERE);
    } catch (IOException _) {
      return ANYWHERE;
    }
  }

  /** That for a process which may use these processors. */
  static Placement of(String allowed) {
    try {
      BitSet numbers = Processors.TYPE.parse(List.of(allowed), Processors.ANY).numbers();
      return numbers.cardinality() == 2
          ? new Placement(Integer.toString(numbers.nextSetBit(0)))
          : ANYWHERE;
    } catch (InvalidValueException _) {
      return ANYWHERE;
    }
  }
}
