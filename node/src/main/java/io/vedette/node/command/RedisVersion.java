package io.vedette.node.command;

/** What this copy tells clients about the Redis that it speaks like. */
public final class RedisVersion {
  /** Clients choose commands and options by it. */
  public static final String REPORTED = "7.2.4";

  private RedisVersion() {}
}
