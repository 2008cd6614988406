package io.vedette.deploy.cluster;

/** A wish that cannot be granted, with the reason in words for the user; needs no stack trace. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
