package io.vedette.node.proxy;

/**
 * A command between its arrival and its reply: its place in the client's order of replies, in a
 * lane's order of commands, or both. Pooled; confined to one event loop.
 *
 * <p>A command for one shard is one {@code Pending} in both orders. A command that is spread over
 * shards is one in the client's order, whose {@link #gather} collects several in the lanes' orders.
 */
final class Pending {
  /** What is special about a command on its way through a lane. */
  enum Kind {
    /** May be asked again when its fate is unknown. */
    READ,
    /** Must not be sent twice: its fate is unknown once it was sent and not answered. */
    WRITE,
    /** A {@code WATCH} on a lane of the client's own; else like a read. */
    WATCH,
    /** A transaction that watches keys and writes: void once its connection is lost. */
    WATCHED_EXEC,
    /** A transaction that watches keys and only reads. */
    WATCHED_READS,
    /** A {@code VEDETTE WAIT}, answered later by a push frame. */
    WAIT,
    /** A command that may wait for keys; then it is answered later by a push frame. */
    BLOCKING,
    /** The proxy's own question whether the shard is there; nobody waits for the reply. */
    PROBE
  }

  ProxySession session;
  Kind kind;

  /** Next in the client's order. */
  Pending next;

  /** Whether the reply is there, in {@link #reply}; else it is awaited. */
  boolean answered;

  /** Set when replies must not reach the client, see CLIENT REPLY. */
  boolean muted;

  byte[] reply;

  /** What this is a part of, or null. */
  Gather gather;

  int part;

  /** Names a wait towards the shard. */
  long waitId;

  /** The request's bytes. */
  SendLog.Chunk chunk;

  int offset;
  int length;

  /** Database that the request is for. */
  int db;

  /** Replies of the block of commands before the last one's; 0 for a single command. */
  int blockReplies;

  /** Replies to pass over before this one's, as sent last. */
  int skip;

  /** Whether one of the skipped replies said that the command may not be executed now. */
  boolean refused;

  /** When it was accepted. */
  long sinceMs;

  boolean isWrite() {
    return kind == Kind.WRITE || kind == Kind.WATCHED_EXEC || kind == Kind.BLOCKING;
  }

  /** Most entries kept for reuse, per event loop. */
  private static final int MAX_POOLED = 16 * 1024;

  /** The unused entries of one event loop. */
  static final class Pool {
    private Pending free;
    private int count;

    Pending take(ProxySession session, Kind kind) {
      Pending pending = free;
      if (pending == null) {
        pending = new Pending();
      } else {
        free = pending.next;
        pending.next = null;
        count--;
      }
      pending.session = session;
      pending.kind = kind;
      return pending;
    }

    void give(Pending pending) {
      pending.session = null;
      pending.answered = false;
      pending.muted = false;
      pending.reply = null;
      pending.gather = null;
      pending.chunk = null;
      pending.blockReplies = 0;
      pending.skip = 0;
      pending.refused = false;
      pending.next = null;
      if (count < MAX_POOLED) {
        pending.next = free;
        free = pending;
        count++;
      }
    }
  }
}
