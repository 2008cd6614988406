package io.vedette.node.command.blocking;

import io.vedette.node.command.KeyWait;
import io.vedette.node.command.Session;
import io.vedette.node.store.Entry;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.resp.CommandBatch;
import java.util.List;

/** A client that waits for keys, and the command to execute when it need not wait any more. */
public final class BlockedClient {
  /** Deadline of who waits for ever. */
  static final long NEVER = Long.MAX_VALUE;

  private final Session session;
  private final CommandSpec spec;
  private final CommandBatch command;
  private final KeyWait wait;
  private final boolean muted;
  final long deadlineMs;

  /** In order of arrival. */
  final long number;

  /** The keys, each once. */
  List<AwaitedKey> keys = List.of();

  BlockedClient(
      Session session,
      CommandSpec spec,
      CommandBatch command,
      KeyWait wait,
      boolean muted,
      long deadlineMs,
      long number) {
    this.session = session;
    this.spec = spec;
    this.command = command;
    this.wait = wait;
    this.muted = muted;
    this.deadlineMs = deadlineMs;
    this.number = number;
  }

  /** On whose behalf the command is executed. */
  public Session session() {
    return session;
  }

  public CommandSpec spec() {
    return spec;
  }

  /** A batch of its own, which holds the command alone. */
  public CommandBatch command() {
    return command;
  }

  /** Whether the client does not want the reply. */
  public boolean isMuted() {
    return muted;
  }

  boolean wantsGoneKeys() {
    return wait.alsoWhenGone();
  }

  /** Whether what a key holds now, null for nothing, is worth executing the command again. */
  boolean isServedBy(Object entry) {
    return wait.alsoWhenGone() || entry != null && Entry.type(entry) == wait.type();
  }
}
