package io.vedette.node.persistence.recovery;

import io.vedette.node.store.ExpiryPolicy;
import io.vedette.node.store.Keyspace;
import io.vedette.protocol.aof.AofManifest;
import java.util.Optional;

/** Loads what {@link DataFiles} name, in Redis's order. Blocks. */
public final class DataLoader {
  private final LoadRequest request;
  private final LoadObserver observer;

  /** Prepares a load. */
  public DataLoader(LoadRequest request, LoadObserver observer) {
    this.request = request;
    this.observer = observer;
  }

  /**
   * Does it.
   *
   * @throws LoadException if what is there must not be served
   */
  public Recovered load() throws LoadException {
    Keyspace keyspace = request.keyspaces().get();
    keyspace.expiryPolicy(ExpiryPolicy.KEEP);
    keyspace.advanceTo(request.wallMs().getAsLong());
    DataFiles files = request.files();
    if (files.aof().isPresent()) {
      AofPlace place = files.aof().get();
      Optional<AofManifest> manifest = AofManifestFile.find(place, observer);
      if (manifest.isPresent()) {
        observer.begins(AofLoader.bytes(place, manifest.get()));
        IncrementExecutor executor = request.executors().apply(keyspace);
        Recovered recovered =
            new AofLoader(place, manifest.get(), keyspace, executor, observer).load();
        warnOfFailures(executor);
        return recovered;
      }
    }
    return files.readsSnapshot() && DataFiles.isThere(files.rdb())
        ? snapshot(keyspace)
        : nothing(keyspace);
  }

  private void warnOfFailures(IncrementExecutor executor) {
    if (executor.failures() > 0) {
      observer.warning(
          executor.failures()
              + " commands of the append only file failed, though they succeeded when they were"
              + " written");
    }
  }

  private Recovered snapshot(Keyspace keyspace) throws LoadException {
    long dropExpiredAtMs =
        request.dropExpired() ? request.wallMs().getAsLong() : RdbFile.KEEP_EXPIRED;
    RdbContents rdb = RdbFile.load(request.files().rdb(), keyspace, dropExpiredAtMs, observer);
    return new Recovered(
        keyspace,
        Recovered.historyOf(rdb),
        rdb.epoch(),
        rdb.entries(),
        rdb.expired(),
        request.files().rdb().toString(),
        Optional.empty());
  }

  private static Recovered nothing(Keyspace keyspace) {
    return new Recovered(keyspace, Recovered.History.NONE, 0, 0, 0, "no file", Optional.empty());
  }
}
