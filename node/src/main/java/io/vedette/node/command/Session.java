package io.vedette.node.command;

/**
 * One client connection as commands see it: who it is and what it chose. Confined to the shard's
 * thread.
 */
public final class Session {
  private final long id;
  private final String remoteAddress;
  private final String localAddress;
  private final long connectedAtMs;
  private final ClientLink link;

  private int db;
  private int protocol = 2;
  private boolean authenticated;
  private String name = "";
  private long lastWriteOffset;
  private boolean closeAfterReply;

  /** Creates the state of a new connection. */
  public Session(
      long id, String remoteAddress, String localAddress, long connectedAtMs, ClientLink link) {
    this.id = id;
    this.remoteAddress = remoteAddress;
    this.localAddress = localAddress;
    this.connectedAtMs = connectedAtMs;
    this.link = link;
  }

  public long id() {
    return id;
  }

  /** {@code host:port} of the client. */
  public String remoteAddress() {
    return remoteAddress;
  }

  /** {@code host:port} that the client connected to. */
  public String localAddress() {
    return localAddress;
  }

  public long connectedAtMs() {
    return connectedAtMs;
  }

  /** The connection itself. */
  public ClientLink link() {
    return link;
  }

  /** Index of the selected database. */
  public int db() {
    return db;
  }

  public void select(int index) {
    db = index;
  }

  /** RESP version of the replies, 2 or 3. */
  public int protocol() {
    return protocol;
  }

  public void protocol(int version) {
    protocol = version;
  }

  public boolean authenticated() {
    return authenticated;
  }

  public void authenticated(boolean now) {
    authenticated = now;
  }

  /** The name given by CLIENT SETNAME; empty if none. */
  public String name() {
    return name;
  }

  public void name(String given) {
    name = given;
  }

  /** Replication offset after this client's last write; what WAIT waits for. */
  public long lastWriteOffset() {
    return lastWriteOffset;
  }

  public void lastWriteOffset(long offset) {
    lastWriteOffset = offset;
  }

  /** Whether the connection closes once the replies so far have left. */
  public boolean closeAfterReply() {
    return closeAfterReply;
  }

  public void closeAfterReply(boolean close) {
    closeAfterReply = close;
  }
}
