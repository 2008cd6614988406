package io.vedette.protocol.message;

/**
 * A message from a sentinel to a process that obeys: to {@code /user/node}, or (topologies only) to
 * {@code /user/proxy}.
 */
public sealed interface ToMember extends ControlMessage permits HealthCheck, Seal, TopologyUpdate {}
