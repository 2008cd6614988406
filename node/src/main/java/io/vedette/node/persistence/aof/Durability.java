package io.vedette.node.persistence.aof;

/** What replication asks and tells the copy's own disk. Shard's thread. */
public interface Durability {
  /** Without an append-only file. */
  Durability NONE =
      new Durability() {
        @Override
        public boolean isEnabled() {
          return false;
        }

        @Override
        public long durableOffset() {
          return AppendOnly.NOTHING;
        }

        @Override
        public boolean canSync() {
          return false;
        }

        @Override
        public boolean holdsWrites() {
          return false;
        }

        @Override
        public void requestSync(long offset) {
          // Nobody is told that it is durable, either.
        }

        @Override
        public void historyChanged() {
          // Nothing is written.
        }

        @Override
        public void historyReplaced() {
          // Nothing is written.
        }
      };

  /** Whether the copy keeps an append-only file, {@code appendonly}. */
  boolean isEnabled();

  /** Highest replication offset that is durable here; negative while none is known to be. */
  long durableOffset();

  /** Whether an fsync is to be expected that raises {@link #durableOffset}. */
  boolean canSync();

  /**
   * Whether so much waits for the disk, or so long, that nothing more should be written for now.
   */
  boolean holdsWrites();

  /** Somebody waits until everything up to the offset is durable. */
  void requestSync(long offset);

  /** The stream belongs to another history, or epoch, from the log's present end on. */
  void historyChanged();

  /** The log is about to start over with another history. */
  void historyReplaced();
}
