package io.vedette.protocol.resp;

/**
 * A peer broke the protocol: the message is the text after {@code -ERR }, and the connection must
 * be closed after sending it. Carries no stack trace, since its source is the peer.
 */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  public ProtocolException(String message) {
    super(message, null, false, false);
  }
}
