package io.vedette.node.shard;

import io.vedette.node.persistence.Persistence;
import io.vedette.node.persistence.recovery.LoadRequest;
import io.vedette.node.persistence.recovery.Loading;
import io.vedette.node.persistence.recovery.Recovered;
import io.vedette.node.persistence.recovery.RecoveredAof;
import io.vedette.node.replication.Replication;
import io.vedette.node.store.Keyspace;
import java.util.Optional;

/**
 * How a copy comes to serve: loads what its files hold, if anything, and goes on in the history
 * that they belong to. Confined to the shard's thread.
 */
public final class Startup implements Loading.Listener {
  /** What the process does about it. */
  public interface Host {
    /** The copy serves from now on: it may take its role. */
    void serves();

    /** The process must end: the reason names the file and the place in it. */
    void failed(String reason);

    /** Something worth a line in the log. */
    void note(String text);
  }

  private final Persistence persistence;
  private final Keyspace keyspace;
  private final Replication replication;
  private final Optional<CopyControl> control;
  private final ShardClock clock;
  private final Host host;
  private long begunMs;

  /**
   * @param keyspace that the copy serves, empty so far
   * @param control present where sentinels decide the copy's role
   */
  public Startup(
      Persistence persistence,
      Keyspace keyspace,
      Replication replication,
      Optional<CopyControl> control,
      ShardClock clock,
      Host host) {
    this.persistence = persistence;
    this.keyspace = keyspace;
    this.replication = replication;
    this.control = control;
    this.clock = clock;
    this.host = host;
  }

  /**
   * Begins; to be called once.
   *
   * @param files empty if there is nothing to load
   */
  void begin(Optional<LoadRequest> files) {
    begunMs = clock.monotonicMs();
    if (files.isPresent()) {
      persistence.loading().begin(files.get(), this, clock.wallMs());
    } else {
      persistence.aof().start();
      host.serves();
    }
  }

  /** What was read is appended to from here on; what cannot be is replaced by a fresh file. */
  private void startAof(Optional<RecoveredAof> read) {
    if (read.isPresent() && read.get().manifest().lastIncrement().isPresent()) {
      RecoveredAof aof = read.get();
      persistence
          .aof()
          .resume(
              aof.manifest(),
              aof.validBytes(),
              aof.baseBytes(),
              aof.incrementBytes(),
              aof.checksummed());
    } else {
      persistence.aof().start();
    }
  }

  @Override
  public void loaded(Recovered recovered) {
    keyspace.adopt(recovered.keyspace());
    replication.restore(recovered.history(), recovered.epoch());
    control.ifPresent(copy -> copy.onRecovered(recovered.epoch()));
    long tookMs = clock.monotonicMs() - begunMs;
    host.note(
        "DB loaded from "
            + recovered.source()
            + ": "
            + tookMs / 1000
            + "."
            + String.format("%03d", tookMs % 1000)
            + " seconds, keys loaded: "
            + recovered.entries()
            + ", keys expired: "
            + recovered.expired());
    startAof(recovered.aof());
    host.serves();
  }

  @Override
  public void failed(String reason) {
    host.failed(reason);
  }

  @Override
  public void warned(String text) {
    host.note(text);
  }
}
