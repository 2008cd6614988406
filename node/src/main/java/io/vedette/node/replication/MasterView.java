package io.vedette.node.replication;

import io.vedette.protocol.topology.Endpoint;
import java.util.List;

/** The replica's view of its master and of the link to it. Confined to the shard's thread. */
public final class MasterView {
  /** How far the link is; names as ROLE tells them. */
  public enum Link {
    CONNECT("connect"),
    CONNECTING("connecting"),
    HANDSHAKE("handshake"),
    SYNC("sync"),
    CONNECTED("connected");

    private final String roleName;

    Link(String roleName) {
      this.roleName = roleName;
    }

    /** What ROLE calls it. */
    public String roleName() {
      return roleName;
    }
  }

  private final Endpoint endpoint;
  private Link link = Link.CONNECT;
  private long downSinceMs;
  private long lastInputMs;
  private long receivedSnapshotBytes;
  private List<String> upstream = List.of();

  MasterView(Endpoint endpoint, long nowMs) {
    this.endpoint = endpoint;
    this.downSinceMs = nowMs;
    this.lastInputMs = nowMs;
  }

  void changed(Link now, long nowMs) {
    if (link == Link.CONNECTED && now != Link.CONNECTED) {
      downSinceMs = nowMs;
    }
    if (now == Link.SYNC && link != Link.SYNC) {
      receivedSnapshotBytes = 0;
    }
    link = now;
    lastInputMs = nowMs;
  }

  /** The link was ended from here; it counts as down since the master was heard of last. */
  void cut() {
    changed(Link.CONNECT, lastInputMs);
  }

  void received(long nowMs) {
    lastInputMs = nowMs;
  }

  void receivedSnapshot(long totalBytes, long nowMs) {
    receivedSnapshotBytes = totalBytes;
    lastInputMs = nowMs;
  }

  void upstream(List<String> runIds) {
    upstream = List.copyOf(runIds);
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public Link link() {
    return link;
  }

  /** Whether the stream flows. */
  public boolean isUp() {
    return link == Link.CONNECTED;
  }

  /** For how long the stream has not flowed; 0 while it does. */
  public long downMs(long nowMs) {
    return isUp() ? 0 : Math.max(0, nowMs - downSinceMs);
  }

  /** Milliseconds since something came from the master. */
  public long idleMs(long nowMs) {
    return Math.max(0, nowMs - lastInputMs);
  }

  /** Bytes of the snapshot that is being received. */
  public long receivedSnapshotBytes() {
    return receivedSnapshotBytes;
  }

  /** Run ids of the master and of those above it, as far as known. */
  public List<String> upstream() {
    return upstream;
  }
}
