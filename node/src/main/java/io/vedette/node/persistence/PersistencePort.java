package io.vedette.node.persistence;

import io.vedette.node.persistence.aof.AofTask;
import io.vedette.node.persistence.recovery.Loading;
import io.vedette.node.persistence.snapshot.SnapshotFiles;
import java.nio.file.Path;

/** What the persistence of a copy needs done that takes an actor; the shard's thread calls. */
public interface PersistencePort extends Loading.Port, SnapshotFiles {
  /** Has the thread of the append-only file do a task; the answer comes to its owner. */
  void submit(Path folder, String fileName, long chain, AofTask task);

  /** The same, and waits for the task's end; returns whether it came within this time. */
  boolean submitAndAwait(Path folder, String fileName, long chain, AofTask task, long maxNs);

  /** Wakes the append-only file after about this time; 0: after what is queued now. */
  void wakeAfter(long delayNs);
}
