package io.vedette.sentinel.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.LongSupplier;

/**
 * What the commands of one port share. Confined to the port's event loop.
 *
 * @param clockMs monotonic clock in milliseconds
 * @param unixClockMs Unix time in milliseconds
 */
record ApiContext(
    ApiIdentity identity,
    SentinelControl control,
    Subscribers clients,
    LongSupplier clockMs,
    LongSupplier unixClockMs,
    long startedMs,
    Traffic traffic) {

  /** Counters for INFO. */
  static final class Traffic {
    long commands;
    long inputBytes;
    long outputBytes;
    long rejectedConnections;
  }

  /** Whether a client has to authenticate first. */
  boolean passwordRequired() {
    return !identity.password().isEmpty();
  }

  /** Compares in a time that does not depend on where the texts differ. */
  boolean passwordMatches(String given) {
    return MessageDigest.isEqual(
        identity.password().getBytes(StandardCharsets.ISO_8859_1),
        given.getBytes(StandardCharsets.ISO_8859_1));
  }
}
