package io.vedette.sentinel.api;

import java.util.LinkedHashSet;
import java.util.Set;

/** State of one client of the Sentinel API. Confined to the port's event loop. */
final class SentinelSession {
  /** How the session reaches its socket. */
  interface Wire {
    String remoteAddress();

    String localAddress();

    /** Sends bytes that answer nothing; closes the connection if too much is waiting already. */
    void push(byte[] resp);

    /**
     * Gives the reply that the session was {@linkplain #waiting} for, and goes on with what the
     * client sent since. Callable from any thread.
     */
    void answer(byte[] resp);

    /** Closes after what is waiting has been sent. */
    void closeAfterFlush();
  }

  final long id;
  final Wire wire;
  final long createdMs;
  final Set<String> channels = new LinkedHashSet<>();
  final Set<String> patterns = new LinkedHashSet<>();
  String name = "";
  String libraryName = "";
  String libraryVersion = "";
  String lastCommand = "NULL";
  int protocol = 2;
  boolean authenticated;
  long lastInteractionMs;

  /**
   * A reply is outstanding that another thread will give: nothing is executed until it is there.
   */
  boolean waiting;

  boolean closing;

  SentinelSession(long id, Wire wire, boolean authenticated, long nowMs) {
    this.id = id;
    this.wire = wire;
    this.authenticated = authenticated;
    this.createdMs = nowMs;
    this.lastInteractionMs = nowMs;
  }

  int subscriptions() {
    return channels.size() + patterns.size();
  }

  boolean isSubscriber() {
    return subscriptions() > 0;
  }

  /** Promises that {@link Wire#answer} will give the reply of the command being executed. */
  void defer() {
    waiting = true;
  }

  /** A line of CLIENT LIST. */
  String describe(long nowMs) {
    return ("id=%d addr=%s laddr=%s fd=-1 name=%s age=%d idle=%d flags=%s db=0 sub=%d psub=%d"
            + " ssub=0 multi=-1 watch=0 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0"
            + " obl=0 oll=0 omem=0 tot-mem=0 events=r cmd=%s user=default redir=-1 resp=%d"
            + " lib-name=%s lib-ver=%s\n")
        .formatted(
            id,
            wire.remoteAddress(),
            wire.localAddress(),
            name,
            (nowMs - createdMs) / 1000,
            (nowMs - lastInteractionMs) / 1000,
            isSubscriber() ? "P" : "N",
            channels.size(),
            patterns.size(),
            lastCommand,
            protocol,
            libraryName,
            libraryVersion);
  }

  /** RESET: back to a fresh connection, except for its id. */
  void reset(boolean authenticatedAfter) {
    name = "";
    protocol = 2;
    authenticated = authenticatedAfter;
  }
}
