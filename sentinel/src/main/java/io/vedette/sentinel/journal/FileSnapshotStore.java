package io.vedette.sentinel.journal;

import akka.dispatch.Futures;
import akka.persistence.SelectedSnapshot;
import akka.persistence.SnapshotMetadata;
import akka.persistence.SnapshotSelectionCriteria;
import akka.persistence.snapshot.japi.SnapshotStore;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import scala.concurrent.Future;

/**
 * Akka Persistence snapshot store: one file a snapshot in the folder {@code dir} of its
 * configuration. A damaged snapshot fails the load; older ones are not taken instead, since the
 * events between may be gone.
 */
public final class FileSnapshotStore extends SnapshotStore {
  private final DurableFolder folder;
  private final Serialization serialization;

  /** Called by Akka with the plugin's section of the configuration. */
  public FileSnapshotStore(Config config) throws IOException {
    folder = DurableFolder.open(Path.of(config.getString("dir")));
    serialization = SerializationExtension.get(context().system());
  }

  @Override
  public Future<Optional<SelectedSnapshot>> doLoadAsync(
      String persistenceId, SnapshotSelectionCriteria criteria) {
    try {
      for (SnapshotFile.Entry entry : SnapshotFile.list(folder, persistenceId)) {
        SnapshotMetadata metadata = metadata(persistenceId, entry);
        if (criteria.matches(metadata)) {
          StoredPayload stored = StoredPayload.decode(SnapshotFile.read(entry));
          Object state = PayloadCodec.decode(serialization, stored);
          return Futures.successful(Optional.of(new SelectedSnapshot(metadata, state)));
        }
      }
      return Futures.successful(Optional.empty());
    } catch (IOException e) {
      return Futures.failed(e);
    }
  }

  @Override
  public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
    try {
      StoredPayload stored = PayloadCodec.encode(serialization, snapshot, "", metadata.timestamp());
      SnapshotFile.write(
          folder,
          metadata.persistenceId(),
          metadata.sequenceNr(),
          metadata.timestamp(),
          stored.encode());
      return Futures.successful(null);
    } catch (IOException e) {
      return Futures.failed(e);
    }
  }

  @Override
  public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
    boolean anyTime = metadata.timestamp() == 0;
    return delete(
        metadata.persistenceId(),
        entry ->
            entry.sequenceNr() == metadata.sequenceNr()
                && (anyTime || entry.timestampMs() == metadata.timestamp()));
  }

  @Override
  public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
    return delete(persistenceId, entry -> criteria.matches(metadata(persistenceId, entry)));
  }

  private Future<Void> delete(String persistenceId, Predicate<SnapshotFile.Entry> chosen) {
    try {
      for (SnapshotFile.Entry entry : SnapshotFile.list(folder, persistenceId)) {
        if (chosen.test(entry)) {
          Files.deleteIfExists(entry.path());
        }
      }
      folder.sync();
      return Futures.successful(null);
    } catch (IOException e) {
      return Futures.failed(e);
    }
  }

  private static SnapshotMetadata metadata(String persistenceId, SnapshotFile.Entry entry) {
    return new SnapshotMetadata(persistenceId, entry.sequenceNr(), entry.timestampMs());
  }
}
