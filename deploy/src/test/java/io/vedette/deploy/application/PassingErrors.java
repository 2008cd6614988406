package io.vedette.deploy.application;

import java.util.Set;

/** Which errors a client should meet with patience. */
final class PassingErrors {
  /** What is said while there is no master, or of a command whose master has just gone. */
  private static final Set<String> CODES =
      Set.of("READONLY", "LOADING", "MASTERDOWN", "UNKNOWN", "UNBLOCKED", "EXECABORT");

  private PassingErrors() {}

  /** Whether what got this error may work in a moment. */
  static boolean isPassing(String error) {
    return CODES.contains(error.split(" ", 2)[0]);
  }
}
