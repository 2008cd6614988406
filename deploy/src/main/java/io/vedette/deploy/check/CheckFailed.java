package io.vedette.deploy.check;

/** The check is over and its result is bad; what is to be said has been printed. */
final class CheckFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckFailed() {
    super("check failed");
  }
}
