package io.vedette.protocol.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for the replies of clients that go on asking without reading. A client may write a long
 * pipeline before it reads the first reply; whoever stopped to read from it then would wait for the
 * client while the client waits for him. So further commands of such a client run as long as this
 * has room, which all connections of a process share.
 *
 * <p>Safe for all threads; a {@link Share} belongs to its connection's thread.
 */
public final class UntakenReplies {
  /** The most that one client gets. */
  public static final long MAX_CLIENT_BYTES = 64L << 20;

  /** The most that all get together; an eighth of the largest heap where that is less. */
  public static final long MAX_BYTES = 256L << 20;

  private static final long STEP_BYTES = 1L << 20;
  private static final UntakenReplies PROCESS =
      new UntakenReplies(Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 8));

  private final long maxBytes;
  private final AtomicLong granted = new AtomicLong();

  UntakenReplies(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The room of this process. */
  public static UntakenReplies ofProcess() {
    return PROCESS;
  }

  /** A new connection's part, empty as yet. */
  public Share share() {
    return new Share();
  }

  /** What one connection has of it. */
  public final class Share {
    private long bytes;

    /** Whether so much output may stay untaken while the client's next commands run. */
    public boolean covers(long outputBytes) {
      while (bytes < outputBytes) {
        if (bytes + STEP_BYTES > MAX_CLIENT_BYTES) {
          return false;
        }
        if (granted.addAndGet(STEP_BYTES) > maxBytes) {
          granted.addAndGet(-STEP_BYTES);
          return false;
        }
        bytes += STEP_BYTES;
      }
      return true;
    }

    /** The client took its replies, or has gone. */
    public void giveBack() {
      if (bytes > 0) {
        granted.addAndGet(-bytes);
        bytes = 0;
      }
    }
  }
}
