package io.vedette.node.persistence;

import io.vedette.node.persistence.aof.AppendOnly;
import io.vedette.node.persistence.recovery.Loading;
import io.vedette.node.persistence.save.SaveSettings;
import io.vedette.node.persistence.save.Saves;
import io.vedette.node.persistence.snapshot.FileSnapshots;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The disk's part of a copy, as its actor, its commands and INFO see it. Confined to the shard's
 * thread.
 */
public final class Persistence {
  private final Loading loading;
  private final FileSnapshots snapshots;
  private final Saves saves;
  private final AppendOnly aof;
  private final Reload reload;
  private final Runnable resume;
  private boolean held;

  /**
   * @param keyspace where snapshots come from
   * @param copy what saving must know of it
   * @param nanoTime a monotonic clock
   * @param aof makes the append-only file, given where its bases come from
   * @param resume lets clients go on whose commands had to wait
   */
  public Persistence(
      PersistencePort port,
      KeyspaceSnapshots keyspace,
      SaveSettings settings,
      Saves.Copy copy,
      LongSupplier nanoTime,
      Function<FileSnapshots, AppendOnly> aof,
      Runnable resume) {
    this.loading = new Loading(port);
    this.snapshots = new FileSnapshots(keyspace, port, () -> settings.file, nanoTime);
    this.saves = new Saves(snapshots, settings, copy);
    this.aof = aof.apply(snapshots);
    this.reload = new Reload(loading, saves, this.aof);
    this.resume = resume;
  }

  /** Reading a data set in: at the start, or because somebody asks for it. */
  public Loading loading() {
    return loading;
  }

  /** Snapshots to files. */
  public FileSnapshots snapshots() {
    return snapshots;
  }

  /** Saving the data set. */
  public Saves saves() {
    return saves;
  }

  /** The append-only file. */
  public AppendOnly aof() {
    return aof;
  }

  /** Replacing the data by those of the files. */
  public Reload reload() {
    return reload;
  }

  /** Why writes are refused, {@code MISCONF ...}, or null. */
  public String writeRefusal() {
    String refusal = aof.writeRefusal();
    return refusal == null ? saves.writeRefusal() : refusal;
  }

  /** Whether writes wait for the disk. */
  public boolean holdsWrites() {
    return aof.holdsWrites() || snapshots.holdsWrites();
  }

  /** Whether all commands wait for the disk. */
  public boolean holdsCommands() {
    return saves.holdsCommands() || reload.holdsCommands();
  }

  /** Does what time asks for; to be called about ten times a second. */
  public void tick() {
    if (!loading.isUnderWay()) {
      saves.tick();
    }
    aof.tick();
  }

  /** Ends the handling of a message: whoever had to wait and need not any more goes on. */
  public void afterBatch() {
    aof.afterBatch();
    reload.proceed();
    boolean holds = holdsWrites() || holdsCommands();
    if (held && !holds) {
      resume.run();
    }
    held = holds;
  }
}
