package io.vedette.sentinel;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vedette.sentinel.consensus.LedgerEvent;
import io.vedette.sentinel.consensus.LedgerState;
import io.vedette.sentinel.journal.FileJournal;
import io.vedette.sentinel.journal.FileSnapshotStore;
import io.vedette.sentinel.journal.LedgerSerializer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Configures Akka Persistence to keep a sentinel's promises in files of its data directory. */
public final class SentinelPersistence {
  private static final String JOURNAL = "vedette.journal";
  private static final String SNAPSHOTS = "vedette.snapshot-store";
  private static final String DISPATCHER = "vedette.journal-dispatcher";

  private SentinelPersistence() {}

  /** Settings that name our journal and snapshot store, with a thread of their own. */
  public static Config config(Path dir) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("akka.persistence.journal.plugin", JOURNAL);
    settings.put("akka.persistence.snapshot-store.plugin", SNAPSHOTS);
    settings.put(JOURNAL + ".class", FileJournal.class.getName());
    settings.put(JOURNAL + ".plugin-dispatcher", DISPATCHER);
    settings.put(JOURNAL + ".replay-dispatcher", DISPATCHER);
    // Two incarnations never write at once (the directory is locked): if they did, stop.
    settings.put(JOURNAL + ".replay-filter.mode", "fail");
    settings.put(JOURNAL + ".dir", dir.toString());
    settings.put(SNAPSHOTS + ".class", FileSnapshotStore.class.getName());
    settings.put(SNAPSHOTS + ".plugin-dispatcher", DISPATCHER);
    settings.put(SNAPSHOTS + ".dir", dir.toString());
    settings.put("akka.actor.serializers.vedette-ledger", LedgerSerializer.class.getName());
    for (Class<?> persisted : List.of(LedgerEvent.class, LedgerState.class)) {
      settings.put(
          "akka.actor.serialization-bindings.\"" + persisted.getName() + "\"", "vedette-ledger");
    }
    settings.put(DISPATCHER + ".type", "PinnedDispatcher");
    settings.put(DISPATCHER + ".executor", "thread-pool-executor");
    return ConfigFactory.parseMap(settings);
  }
}
