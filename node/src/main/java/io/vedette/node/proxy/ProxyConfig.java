package io.vedette.node.proxy;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Processors;
import java.util.List;
import java.util.Objects;

/**
 * What a proxy is told at its start.
 *
 * @param name of this proxy, unique within the database
 * @param database name of the database it serves
 * @param bind addresses to listen on
 * @param host under which clients and other processes reach this one
 * @param port RESP port for clients; 0 lets the system choose
 * @param control control address of this process
 * @param sentinels control addresses of all sentinels
 * @param requirePass password of the clients; empty for none
 * @param masterAuth password towards the shards; empty for none
 * @param databases number of databases that SELECT accepts; that of the shards
 * @param maxClients most client connections
 * @param timeoutSeconds idle clients are closed after; 0 for never
 * @param backlog {@code tcp-backlog}
 * @param parkTimeoutMs longest time a command waits for a master
 * @param parkMaxBytes most bytes of commands that wait for masters
 * @param eventLoops number of event loops, at least 1
 * @param processors where they may run
 */
public record ProxyConfig(
    String name,
    String database,
    List<String> bind,
    String host,
    int port,
    Endpoint control,
    List<Endpoint> sentinels,
    String requirePass,
    String masterAuth,
    int databases,
    int maxClients,
    int timeoutSeconds,
    int backlog,
    long parkTimeoutMs,
    long parkMaxBytes,
    int eventLoops,
    Processors processors) {
  public ProxyConfig {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(database, "database");
    Objects.requireNonNull(control, "control");
    bind = List.copyOf(bind);
    sentinels = List.copyOf(sentinels);
    if (eventLoops < 1 || databases < 1 || parkTimeoutMs < 1 || parkMaxBytes < 0) {
      throw new IllegalArgumentException("proxy configuration out of range");
    }
  }
}
