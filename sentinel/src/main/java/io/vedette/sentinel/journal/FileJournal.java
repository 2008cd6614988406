package io.vedette.sentinel.journal;

import akka.actor.ActorRef;
import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.journal.japi.AsyncWriteJournal;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.PartialFunction;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * Akka Persistence journal over {@link JournalFile}s in the folder {@code dir} of its
 * configuration.
 *
 * <p>All file work happens on the actor's own pinned thread. A write is appended when it arrives
 * and completed by the next {@link Force}, a message to itself: whatever stood in the mailbox
 * before that message shares its {@code fsync}.
 */
public final class FileJournal extends AsyncWriteJournal {
  private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

  private enum Force {
    NOW
  }

  /** A write that is appended and not yet durable. */
  private record Pending(JournalFile file, Promise<Iterable<Optional<Exception>>> promise) {}

  private final DurableFolder folder;
  private final Serialization serialization;
  private final Map<String, JournalFile> files = new HashMap<>();
  private final List<Pending> pending = new ArrayList<>();

  /** Called by Akka with the plugin's section of the configuration. */
  public FileJournal(Config config) throws IOException {
    folder = DurableFolder.open(Path.of(config.getString("dir")));
    serialization = SerializationExtension.get(context().system());
  }

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
    Promise<Iterable<Optional<Exception>>> promise = Futures.promise();
    try {
      for (AtomicWrite write : writes) {
        JournalFile file = file(write.persistenceId());
        for (PersistentRepr event : CollectionConverters.asJava(write.payload())) {
          file.append(event.sequenceNr(), encode(event));
        }
        pending.add(new Pending(file, promise));
      }
    } catch (IOException e) {
      promise.failure(e);
      return promise.future();
    }
    self().tell(Force.NOW, ActorRef.noSender());
    return promise.future();
  }

  @Override
  public PartialFunction<Object, BoxedUnit> receivePluginInternal() {
    return new AbstractPartialFunction<>() {
      @Override
      public boolean isDefinedAt(Object message) {
        return message == Force.NOW;
      }

      @Override
      public BoxedUnit apply(Object message) {
        forcePending();
        return BoxedUnit.UNIT;
      }
    };
  }

  private void forcePending() {
    for (Pending write : pending) {
      try {
        write.file().force();
        write.promise().trySuccess(List.of());
      } catch (IOException e) {
        LOG.error("Cannot make {} durable", write.file().path(), e);
        write.promise().tryFailure(e);
      }
    }
    pending.clear();
  }

  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
    forcePending();
    try {
      file(persistenceId).deleteTo(toSequenceNr);
      return Futures.successful(null);
    } catch (IOException e) {
      return Futures.failed(e);
    }
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String persistenceId, long from, long to, long max, Consumer<PersistentRepr> consumer) {
    try {
      file(persistenceId)
          .replay(from, to, max, event -> consumer.accept(decode(persistenceId, event)));
      return Futures.successful(null);
    } catch (IOException | UncheckedIOException e) {
      return Futures.failed(e);
    }
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
    try {
      return Futures.successful(file(persistenceId).highestSequenceNr());
    } catch (IOException e) {
      return Futures.failed(e);
    }
  }

  private JournalFile file(String persistenceId) throws IOException {
    JournalFile known = files.get(persistenceId);
    if (known != null) {
      return known;
    }
    JournalFile opened = JournalFile.open(folder, persistenceId);
    if (opened.tornBytes() > 0) {
      LOG.warn(
          "{}: cut off {} bytes of a write that was interrupted and never confirmed",
          opened.path(),
          opened.tornBytes());
    }
    files.put(persistenceId, opened);
    return opened;
  }

  private byte[] encode(PersistentRepr event) {
    return PayloadCodec.encode(
            serialization, event.payload(), event.writerUuid(), event.timestamp())
        .encode();
  }

  private PersistentRepr decode(String persistenceId, JournalRecord record) {
    try {
      StoredPayload stored = StoredPayload.decode(record.payload());
      Object payload = PayloadCodec.decode(serialization, stored);
      return PersistentRepr.apply(
              payload,
              record.sequenceNr(),
              persistenceId,
              PersistentRepr.Undefined(),
              false,
              ActorRef.noSender(),
              stored.writer())
          .withTimestamp(stored.timestampMs());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void postStop() throws Exception {
    forcePending();
    for (JournalFile file : files.values()) {
      file.close();
    }
    super.postStop();
  }
}
