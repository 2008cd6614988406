package io.vedette.node.command;

import io.vedette.node.pubsub.Subscriptions;
import io.vedette.protocol.command.CommandSpec;

/**
 * One client connection as commands see it: who it is and what it chose. Confined to the shard's
 * thread.
 */
public final class Session {
  private final long id;
  private final String remoteAddress;
  private final String localAddress;
  private final long connectedAtMs;
  private final OrderedLink link;

  private int db;
  private int protocol = 2;
  private boolean authenticated;
  private String name = "";
  private long lastWriteOffset;
  private boolean closeAfterReply;
  private String libraryName = "";
  private String libraryVersion = "";
  private boolean evictable = true;
  private ReplyMode replyMode = ReplyMode.ON;
  private ClientKind kind = ClientKind.NORMAL;
  private ProxyLink proxy;
  private long lastActiveMs;
  private CommandSpec lastCommand;
  private Transaction transaction;
  private final Watches watches = new Watches();
  private final Subscriptions subscriptions = new Subscriptions();
  private boolean unflushedPushes;
  private boolean monitor;
  private boolean touchesKeys = true;
  private boolean blocked;
  private Interruption interruption;
  private long inputBytes;

  /** Creates the state of a new connection. */
  public Session(
      long id, String remoteAddress, String localAddress, long connectedAtMs, ClientLink link) {
    this.id = id;
    this.remoteAddress = remoteAddress;
    this.localAddress = localAddress;
    this.connectedAtMs = connectedAtMs;
    this.lastActiveMs = connectedAtMs;
    this.link = new OrderedLink(link);
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

  /** The same, for who holds replies back. */
  public OrderedLink replies() {
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

  /** What CLIENT SETINFO LIB-NAME said; empty if nothing. */
  public String libraryName() {
    return libraryName;
  }

  public void libraryName(String given) {
    libraryName = given;
  }

  /** What CLIENT SETINFO LIB-VER said; empty if nothing. */
  public String libraryVersion() {
    return libraryVersion;
  }

  public void libraryVersion(String given) {
    libraryVersion = given;
  }

  /** Whether the connection may be closed to save memory; CLIENT NO-EVICT says no. */
  public boolean isEvictable() {
    return evictable;
  }

  public void evictable(boolean now) {
    evictable = now;
  }

  /** Which replies the client wants. */
  public ReplyMode replyMode() {
    return replyMode;
  }

  public void replyMode(ReplyMode mode) {
    replyMode = mode;
  }

  /** What the connection is to this copy. */
  public ClientKind kind() {
    return kind;
  }

  public void kind(ClientKind now) {
    kind = now;
  }

  /** What binds the connection of a proxy; null for any other client. */
  public ProxyLink proxy() {
    return proxy;
  }

  public void proxy(ProxyLink link) {
    proxy = link;
  }

  /** When the client's last command began, milliseconds since 1970. */
  public long lastActiveMs() {
    return lastActiveMs;
  }

  /** The client is not idle, though no command is complete. */
  public void active(long atMs) {
    lastActiveMs = atMs;
  }

  /** The client's last command, or null before its first. */
  public CommandSpec lastCommand() {
    return lastCommand;
  }

  /** A command of this client begins. */
  public void began(CommandSpec command, long atMs) {
    lastCommand = command;
    lastActiveMs = atMs;
  }

  /** The transaction that MULTI began, or null. */
  public Transaction transaction() {
    return transaction;
  }

  /** Begins or, with null, ends a transaction. */
  public void transaction(Transaction now) {
    transaction = now;
  }

  /** The keys that WATCH named. */
  public Watches watches() {
    return watches;
  }

  /** The channels and patterns it is subscribed to. */
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  /** Whether it sees every command, by MONITOR. */
  public boolean isMonitor() {
    return monitor;
  }

  public void monitors(boolean now) {
    monitor = now;
  }

  /** Whether its commands count as uses of their keys; CLIENT NO-TOUCH says no. */
  public boolean touchesKeys() {
    return touchesKeys;
  }

  public void touchesKeys(boolean now) {
    touchesKeys = now;
  }

  /** Whether something was pushed to the client that has not been flushed yet. */
  public boolean hasUnflushedPushes() {
    return unflushedPushes;
  }

  public void unflushedPushes(boolean now) {
    unflushedPushes = now;
  }

  /** Whether the client waits for an event, so that its further commands wait as well. */
  public boolean isBlocked() {
    return blocked;
  }

  public void blocked(boolean now) {
    blocked = now;
    if (!now) {
      interruption = null;
    }
  }

  /** What ends its waiting before the time; null if nothing may, or it does not wait. */
  public Interruption interruption() {
    return interruption;
  }

  /** Says what ends its waiting; forgotten when it ends. */
  public void interruption(Interruption means) {
    interruption = means;
  }

  /** Bytes received and not executed yet. */
  public long inputBytes() {
    return inputBytes;
  }

  public void inputBytes(long now) {
    inputBytes = now;
  }
}
