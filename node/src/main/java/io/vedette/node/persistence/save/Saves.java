package io.vedette.node.persistence.save;

import io.vedette.node.command.CommandError;
import io.vedette.node.persistence.SnapshotIdentity;
import io.vedette.node.persistence.snapshot.FileSnapshots;
import io.vedette.node.persistence.snapshot.SnapshotTarget;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Saves the data set: by itself at its save points, when asked in the background, and when asked in
 * the foreground, which here means that the clients' commands wait and not that the thread does.
 * Confined to the shard's thread.
 */
public final class Saves {
  private static final String ANOTHER_CHILD =
      "ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in"
          + " order to schedule a BGSAVE whenever possible.";
  private static final String IN_PROGRESS = "ERR Background save already in progress";
  private static final String MISCONF =
      "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to"
          + " disk. Commands that may modify the data set are disabled, because this instance is"
          + " configured to report errors during writes if RDB snapshotting fails"
          + " (stop-writes-on-bgsave-error option). Please check the Redis logs for details about"
          + " the RDB error.";

  /**
   * What saving must know of the copy.
   *
   * @param identity of the data as they are now
   * @param changes keys changed since the start
   * @param monotonicMs milliseconds that never go back
   * @param wallMs Unix milliseconds
   * @param log an operator should read this
   */
  public record Copy(
      Supplier<SnapshotIdentity> identity,
      LongSupplier changes,
      LongSupplier monotonicMs,
      LongSupplier wallMs,
      Consumer<String> log) {}

  private final FileSnapshots snapshots;
  private final SaveSettings settings;
  private final Copy copy;
  private final Saving saving;

  /** Who waits for a save in the foreground; the first one's has begun if one is in progress. */
  private final Queue<Consumer<Optional<String>>> waiting = new ArrayDeque<>();

  public Saves(FileSnapshots snapshots, SaveSettings settings, Copy copy) {
    this.snapshots = snapshots;
    this.settings = settings;
    this.copy = copy;
    this.saving = new Saving(copy.monotonicMs.getAsLong(), copy.wallMs.getAsLong());
  }

  /** What became of the saves so far. */
  public Saving saving() {
    return saving;
  }

  public SaveSettings settings() {
    return settings;
  }

  /** Changes that no save holds yet. */
  public long unsavedChanges() {
    return saving.unsaved(copy.changes.getAsLong());
  }

  /**
   * BGSAVE.
   *
   * @param schedule whether to wait for a rewrite of the append-only file
   * @param inTransaction whether EXEC runs it
   * @return the status to reply
   * @throws CommandError if it is impossible now
   */
  public String background(boolean schedule, boolean inTransaction) {
    if (saving.isInProgress()) {
      throw new CommandError(IN_PROGRESS);
    }
    if (snapshots.isOpen() || inTransaction) {
      if (!schedule && !inTransaction) {
        throw new CommandError(ANOTHER_CHILD);
      }
      saving.schedule();
      return "Background saving scheduled";
    }
    if (!begin(true)) {
      // A snapshot is on its way to a replica; in Redis that is a background save as well.
      throw new CommandError(IN_PROGRESS);
    }
    copy.log.accept("Background saving started");
    return "Background saving started";
  }

  /**
   * Saves in the foreground: from now on {@link #holdsCommands}, until the listener is told.
   *
   * @param done gets the reason if it failed
   */
  public void foreground(Consumer<Optional<String>> done) {
    waiting.add(done);
    snapshots.urgent(true);
    tryForeground();
  }

  /** SAVE is refused during one, and while a replica is sent a snapshot, which may take long. */
  public void requireNoneInProgress() {
    if (saving.isInProgress() || snapshots.isTakenElsewhere()) {
      throw new CommandError(IN_PROGRESS);
    }
  }

  private void tryForeground() {
    if (!waiting.isEmpty() && !saving.isInProgress()) {
      begin(false);
    }
  }

  private boolean begin(boolean background) {
    boolean begun =
        snapshots.begin(
            new SnapshotTarget(settings.path(), false),
            copy.identity.get(),
            new Ending(background));
    if (begun) {
      saving.begins(background, copy.changes.getAsLong(), copy.monotonicMs.getAsLong());
    }
    return begun;
  }

  /** Gives up the save in progress, if there is one. */
  public void abort(String reason) {
    if (saving.isInProgress()) {
      saving.aborted();
      snapshots.abort(reason);
    }
  }

  /**
   * All data were deleted: where saving is on, the deleted shall not come back with a restart, and
   * a save of them is of no use any more.
   */
  public void flushed() {
    if (!saving.points().isNone()) {
      if (saving.isBackground()) {
        abort("FLUSHALL");
      }
      saving.schedule();
    }
  }

  /** The data were just read from disk: there is nothing to save. */
  public void loaded() {
    saving.loaded(copy.changes.getAsLong(), copy.monotonicMs.getAsLong());
  }

  /** Does what time asks for. */
  public void tick() {
    if (!waiting.isEmpty()) {
      tryForeground();
      return;
    }
    long nowMs = copy.monotonicMs.getAsLong();
    if (snapshots.isOpen()) {
      return;
    }
    if (saving.scheduledIsDue(nowMs)) {
      begin(true);
      return;
    }
    saving
        .due(copy.changes.getAsLong(), nowMs)
        .ifPresent(
            point -> {
              if (begin(true)) {
                copy.log.accept(
                    point.changes() + " changes in " + point.seconds() + " seconds. Saving...");
              }
            });
  }

  /** Whether commands of clients wait for a save in the foreground. */
  public boolean holdsCommands() {
    return !waiting.isEmpty();
  }

  /** Why writes are refused, {@code MISCONF ...}, or null. */
  public String writeRefusal() {
    return !saving.lastWasOk() && settings.stopWritesOnError && !saving.points().isNone()
        ? MISCONF
        : null;
  }

  private final class Ending implements FileSnapshots.Listener {
    private final boolean background;

    Ending(boolean background) {
      this.background = background;
    }

    @Override
    public void completed(long bytes, long entries) {
      saving.completed(
          snapshots.peakUnwrittenBytes(), copy.monotonicMs.getAsLong(), copy.wallMs.getAsLong());
      copy.log.accept("DB saved on disk: " + entries + " keys, " + bytes + " bytes");
      ended(Optional.empty());
    }

    @Override
    public void failed(String reason) {
      if (saving.isInProgress()) {
        saving.failed(copy.monotonicMs.getAsLong());
        copy.log.accept("Error trying to save the DB to " + settings.path() + ": " + reason);
      } else {
        copy.log.accept("Saving the DB was given up: " + reason);
      }
      ended(Optional.of(reason));
    }

    private void ended(Optional<String> failure) {
      if (!background) {
        Consumer<Optional<String>> done = waiting.poll();
        snapshots.urgent(!waiting.isEmpty());
        done.accept(failure);
      }
      tryForeground();
    }
  }
}
