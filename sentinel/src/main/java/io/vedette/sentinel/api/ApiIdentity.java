package io.vedette.sentinel.api;

import io.vedette.protocol.topology.Endpoint;
import java.util.Map;

/**
 * Which sentinel an API speaks for, and what it was told at its start.
 *
 * @param id 40 hex digits
 * @param database name of the database; as a master's name it means a proxy
 * @param password of the API, one char a byte; empty if none is required
 * @param settings directives with their values, as SENTINEL CONFIG GET shows them
 */
public record ApiIdentity(
    String name,
    String id,
    String database,
    Endpoint api,
    Endpoint control,
    long pid,
    String password,
    int maxClients,
    Map<String, String> settings) {
  public ApiIdentity {
    settings = Map.copyOf(settings);
  }
}
