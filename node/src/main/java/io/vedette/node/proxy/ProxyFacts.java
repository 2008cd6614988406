package io.vedette.node.proxy;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/**
 * What INFO tells about this proxy process beyond one event loop. Safe for any thread.
 *
 * @param clients all clients of the process
 * @param runId 40 hexadecimal digits, new at every start
 * @param pid of the process
 * @param transport name of the transport in use
 * @param startedAtMicros wall clock
 * @param settings the proxy's own settings by the names that CONFIG GET knows
 * @param rejected connections refused because there were too many clients
 * @param commands commands handled since the start, all loops
 * @param port tells the actual port for clients
 */
record ProxyFacts(
    ClientRegistry clients,
    String runId,
    long pid,
    String transport,
    long startedAtMicros,
    Map<String, String> settings,
    LongAdder rejected,
    LongAdder commands,
    IntSupplier port) {
  /** The Redis version whose behaviour clients may expect. */
  static final String REDIS_VERSION = "7.2.4";
}
