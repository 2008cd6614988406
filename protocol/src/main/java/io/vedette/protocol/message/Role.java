package io.vedette.protocol.message;

/** What a process is; each kind has one well-known actor that receives control messages. */
public enum Role {
  SENTINEL("sentinel"),
  NODE("node"),
  PROXY("proxy");

  private final String actorName;

  Role(String actorName) {
    this.actorName = actorName;
  }

  /** Name of its actor under {@code /user}. */
  public String actorName() {
    return actorName;
  }
}
