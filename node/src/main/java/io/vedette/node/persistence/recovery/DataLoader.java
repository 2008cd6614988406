package io.vedette.node.persistence.recovery;

import io.vedette.node.store.Keyspace;

/** Loads what {@link DataFiles} name, in Redis's order. Blocks. */
final class DataLoader {
  private final LoadRequest request;
  private final LoadObserver observer;

  DataLoader(LoadRequest request, LoadObserver observer) {
    this.request = request;
    this.observer = observer;
  }

  Recovered load() throws LoadException {
    Keyspace keyspace = request.keyspaces().get();
    keyspace.advanceTo(request.wallMs().getAsLong());
    return fromSnapshot(keyspace);
  }

  private Recovered fromSnapshot(Keyspace keyspace) throws LoadException {
    DataFiles files = request.files();
    long dropExpiredAtMs =
        request.dropExpired() ? request.wallMs().getAsLong() : RdbFile.KEEP_EXPIRED;
    RdbContents rdb = RdbFile.load(files.rdb(), keyspace, dropExpiredAtMs, observer);
    return new Recovered(
        keyspace,
        Recovered.historyOf(rdb),
        rdb.epoch(),
        rdb.entries(),
        rdb.expired(),
        files.rdb().toString());
  }
}
