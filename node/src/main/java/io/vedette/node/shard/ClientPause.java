package io.vedette.node.shard;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;

/** CLIENT PAUSE and UNPAUSE: for a time the commands of clients wait. Shard's thread only. */
public final class ClientPause {
  private final ShardClock clock;
  private final Runnable resumeAll;
  private long untilMs;
  private boolean active;
  private boolean all;

  /**
   * @param resumeAll goes on with the commands of all clients that had to wait
   */
  public ClientPause(ShardClock clock, Runnable resumeAll) {
    this.clock = clock;
    this.resumeAll = resumeAll;
  }

  /** Adds the commands. */
  public void register(Commands commands) {
    commands.register("client|pause", this::pause).register("client|unpause", this::unpause);
  }

  private void pause(Execution x) {
    if (x.argumentCount() > 4) {
      throw CommandError.subcommandSyntax(x);
    }
    boolean writesOnly = x.argumentCount() > 3 && x.is(3, "WRITE");
    if (x.argumentCount() > 3 && !writesOnly && !x.is(3, "ALL")) {
      throw new CommandError("ERR CLIENT PAUSE mode must be WRITE or ALL");
    }
    long timeoutMs;
    try {
      timeoutMs = x.integer(2);
    } catch (CommandError e) {
      throw new CommandError("ERR timeout is not an integer or out of range");
    }
    if (timeoutMs < 0) {
      throw new CommandError("ERR timeout is negative");
    }
    long now = clock.monotonicMs();
    long end = timeoutMs > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + timeoutMs;
    // A pause is neither cut short nor loosened by a later one.
    untilMs = active ? Math.max(untilMs, end) : end;
    all = active && all || !writesOnly;
    active = true;
    x.reply().ok();
  }

  private void unpause(Execution x) {
    end();
    x.reply().ok();
  }

  private void end() {
    if (active) {
      active = false;
      resumeAll.run();
    }
  }

  /** Time passed. */
  void tick() {
    if (active && clock.monotonicMs() >= untilMs) {
      end();
    }
  }

  /** Whether all commands of clients wait. */
  boolean holdsAll() {
    return active && all;
  }

  /** Whether writes and messages wait. */
  boolean holdsWrites() {
    return active;
  }
}
