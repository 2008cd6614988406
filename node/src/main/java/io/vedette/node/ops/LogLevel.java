package io.vedette.node.ops;

import org.slf4j.event.Level;

/** Redis's {@code loglevel}: how much is told. */
public enum LogLevel {
  DEBUG(Level.DEBUG),
  VERBOSE(Level.INFO),
  NOTICE(Level.INFO),
  WARNING(Level.WARN);

  private final Level least;

  LogLevel(Level least) {
    this.least = least;
  }

  boolean tells(Level level) {
    return level.toInt() >= least.toInt();
  }
}
