package io.vedette.node.replication;

/**
 * What a replica says to its master.
 *
 * @param user for AUTH, {@code masteruser}; empty for the default user
 * @param password for AUTH, {@code masterauth}; empty for none
 * @param listeningPort the replica's own port
 * @param announcedHost the address it wants to be known by; empty for the connection's
 * @param runId the replica's own run id
 * @param knownEpoch the newest epoch that the replica knows; 0 when it runs without sentinels
 */
public record HandshakeSettings(
    String user,
    String password,
    int listeningPort,
    String announcedHost,
    String runId,
    long knownEpoch) {

  /** The password does not belong in any log. */
  @Override
  public String toString() {
    return "HandshakeSettings[port=" + listeningPort + ", epoch=" + knownEpoch + "]";
  }
}
