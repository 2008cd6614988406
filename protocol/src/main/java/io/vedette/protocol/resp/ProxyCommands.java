package io.vedette.protocol.resp;

/**
 * What a proxy says to a shard master beyond the commands of its clients, over one multiplexed RESP
 * connection. Ours, not Redis's; only the two ends of that connection use it.
 *
 * <p>{@code VEDETTE PROXY <proxy name> <shard name> <epoch>} is the connection's handshake, sent
 * after {@code AUTH} and {@code HELLO}. The copy answers {@code +OK} when it is the master of that
 * shard at that epoch, else {@link #STALE_PROXY}{@code <reason>}. May be sent again on the same
 * connection.
 *
 * <p><b>Order.</b> Once the copy has refused one command of such a connection because it may not
 * execute it now ({@code -READONLY}, {@code -LOADING}, {@code -MASTERDOWN}, {@code -STALEPROXY}),
 * it answers {@code -STALEPROXY} to every later command of the connection until the next accepted
 * handshake. The proxy sends the refused commands again, in their order, after that handshake; so
 * commands that a client pipelined are never executed out of order. A copy that stops being master
 * may as well close the connection.
 *
 * <p>{@code VEDETTE WAIT <id> <replicas> <timeout ms>} asks how many replicas have acknowledged the
 * shard's replication offset as it is when this command executes (which covers the writes of every
 * connection before it). Answered at once by {@code +OK} in the order of the connection's replies,
 * or by an error; later, when enough replicas acknowledged or the time is over, by the push frame
 * {@code >3 $4 wait :<id> :<count>}, sent between two replies, on RESP2 connections too. A timeout
 * of 0 means for ever.
 *
 * <p>{@code VEDETTE WAITAOF <id> <local> <replicas> <timeout ms>} asks in the same way until the
 * shard and that many replicas have fsynced that offset; its push frame carries {@code *2 :<local>
 * :<replicas>} instead of the count, or an error.
 *
 * <p>{@code VEDETTE BLOCK <id>}, answered {@code +OK}, comes right before a command that may wait
 * for keys. If it waits, it is answered {@link #WAITING} at once and the connection goes on; what
 * it replies in the end comes in the push frame {@code >3 $4 wait :<id> <reply>}. {@code VEDETTE
 * UNBLOCK <id>} ends the waiting of a client that is gone, and is answered {@code +OK}. With {@code
 * TIMEOUT} or {@code ERROR} behind the id the client is still there and waits for keys: if it still
 * does, its command ends as by {@code CLIENT UNBLOCK}, with its push frame.
 */
public final class ProxyCommands {
  /** The command's name. */
  public static final String VEDETTE = "VEDETTE";

  /** Subcommand of the handshake. */
  public static final String PROXY = "PROXY";

  /** Subcommand that waits for replicas without blocking the connection. */
  public static final String WAIT = "WAIT";

  /** Subcommand that waits for fsyncs without blocking the connection. */
  public static final String WAITAOF = "WAITAOF";

  /** Subcommand that lets the next command wait for keys without blocking the connection. */
  public static final String BLOCK = "BLOCK";

  /** Subcommand that ends such waiting. */
  public static final String UNBLOCK = "UNBLOCK";

  /** Status of a command that waits for keys. */
  public static final String WAITING = "WAITING";

  /** First element of the push frame that ends a wait. */
  public static final String WAIT_PUSH = "wait";

  /** Error prefix of a copy that is not, or no longer, master at the proxy's epoch. */
  public static final String STALE_PROXY = "STALEPROXY";

  private ProxyCommands() {}
}
