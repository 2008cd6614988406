package io.vedette.protocol.command;

import java.util.Locale;

/** What a command is or does, in the order in which {@code COMMAND} lists it. */
public enum CommandFlag {
  WRITE,
  READONLY,
  DENYOOM,
  MODULE,
  ADMIN,
  PUBSUB,
  NOSCRIPT,
  BLOCKING,
  LOADING,
  STALE,
  SKIP_MONITOR,
  SKIP_SLOWLOG,
  ASKING,
  FAST,
  NO_AUTH,
  NO_MANDATORY_KEYS,
  NO_ASYNC_LOADING,
  NO_MULTI,
  MOVABLEKEYS,
  ALLOW_BUSY,

  /** Runs only where {@code enable-debug-command} allows it; {@code COMMAND} does not show this. */
  PROTECTED,

  /** Spoken between our own processes; {@code COMMAND} does not list such a command. */
  INTERNAL,

  /** A read that may change data on its way; {@code COMMAND} does not show this. */
  MAY_REPLICATE,

  /**
   * Hands a message to subscribers, at the replicas as well; {@code COMMAND} does not show this.
   */
  PUBLISHES;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As {@code COMMAND} writes it. */
  public String text() {
    return text;
  }

  /** Whether {@code COMMAND} shows this flag. */
  public boolean isShown() {
    return this != PROTECTED && this != INTERNAL && this != MAY_REPLICATE && this != PUBLISHES;
  }

  int bit() {
    return 1 << ordinal();
  }
}
