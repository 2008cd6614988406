package io.vedette.node.persistence;

import io.vedette.node.persistence.aof.AppendOnly;
import io.vedette.node.persistence.recovery.LoadRequest;
import io.vedette.node.persistence.recovery.Loading;
import io.vedette.node.persistence.recovery.Recovered;
import io.vedette.node.persistence.save.Saves;
import io.vedette.node.store.Keyspace;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Replaces the data by what the copy's files say, for tests of these files; clients' commands wait
 * meanwhile. If the load fails the data stay as they are. Confined to the shard's thread.
 *
 * <p>Expired keys are loaded as well: only their later deletion is one that replicas hear of.
 */
public final class Reload implements Loading.Listener {
  /** What a reload must know of the copy. */
  public record Copy(
      LongSupplier offset, LongSupplier wallMs, Consumer<Keyspace> adopt, Consumer<String> log) {}

  private final Loading loading;
  private final Saves saves;
  private final AppendOnly aof;
  private Copy copy;
  private Supplier<LoadRequest> request;
  private Consumer<Optional<String>> done;

  /** The append-only file must be durable up to here first; -1 if nothing is waited for. */
  private long awaitedOffset = -1;

  Reload(Loading loading, Saves saves, AppendOnly aof) {
    this.loading = loading;
    this.saves = saves;
    this.aof = aof;
  }

  /**
   * From the snapshot.
   *
   * @param save whether to write it first
   * @param whenDone gets the reason if it failed
   */
  public void fromSnapshot(
      boolean save, Copy into, Supplier<LoadRequest> from, Consumer<Optional<String>> whenDone) {
    begin(into, from, whenDone);
    if (save) {
      saves.foreground(failure -> failure.ifPresentOrElse(this::failed, this::load));
    } else {
      load();
    }
  }

  /**
   * From the append-only file.
   *
   * @param whenDone gets the reason if it failed
   */
  public void fromAppendOnly(
      Copy into, Supplier<LoadRequest> from, Consumer<Optional<String>> whenDone) {
    begin(into, from, whenDone);
    awaitedOffset = into.offset.getAsLong();
    aof.requestSync(awaitedOffset);
    proceed();
  }

  private void begin(Copy into, Supplier<LoadRequest> from, Consumer<Optional<String>> whenDone) {
    copy = into;
    request = from;
    done = whenDone;
  }

  /** Looks whether the next step can be taken; to be called after every message. */
  void proceed() {
    if (awaitedOffset < 0) {
      return;
    }
    if (aof.durableOffset() >= awaitedOffset) {
      awaitedOffset = -1;
      load();
    } else if (aof.writeRefusal() != null) {
      awaitedOffset = -1;
      failed("the append-only file cannot be written");
    }
  }

  private void load() {
    loading.begin(request.get(), this, copy.wallMs.getAsLong());
  }

  /** Whether commands of clients wait. */
  boolean holdsCommands() {
    return done != null;
  }

  @Override
  public void loaded(Recovered recovered) {
    copy.adopt.accept(recovered.keyspace());
    saves.loaded();
    copy.log.accept("DB reloaded from " + recovered.source());
    end(Optional.empty());
  }

  @Override
  public void failed(String reason) {
    copy.log.accept("The DB is not reloaded: " + reason);
    end(Optional.of(reason));
  }

  private void end(Optional<String> failure) {
    Consumer<Optional<String>> told = done;
    done = null;
    told.accept(failure);
  }

  @Override
  public void warned(String text) {
    copy.log.accept(text);
  }
}
