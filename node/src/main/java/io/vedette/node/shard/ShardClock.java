package io.vedette.node.shard;

/** The two clocks that a shard reads, so that tests and simulations can set them. */
public interface ShardClock {
  /** The machine's clocks. */
  ShardClock SYSTEM =
      new ShardClock() {
        @Override
        public long wallMs() {
          return System.currentTimeMillis();
        }

        @Override
        public long monotonicNs() {
          return System.nanoTime();
        }
      };

  /** Milliseconds since 1970; may jump. */
  long wallMs();

  /** Nanoseconds since some instant; never goes back. */
  long monotonicNs();

  /** Milliseconds since some instant; never goes back. */
  default long monotonicMs() {
    return monotonicNs() / 1_000_000;
  }
}
