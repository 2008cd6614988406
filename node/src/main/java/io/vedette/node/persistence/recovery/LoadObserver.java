package io.vedette.node.persistence.recovery;

/** Hears how a load gets on; called on the thread that loads, many times a second. */
public interface LoadObserver {
  /** A load that nobody watches. */
  LoadObserver NOBODY =
      new LoadObserver() {
        @Override
        public void begins(long bytes) {
          // Nobody asked.
        }

        @Override
        public void loaded(long bytes) {
          // Nobody asked.
        }

        @Override
        public void writerMemory(long bytes) {
          // Nobody asked.
        }

        @Override
        public void warning(String text) {
          // Nobody asked.
        }
      };

  /** All the files together have so many bytes. */
  void begins(long bytes);

  /** So many bytes of all the files have been taken in. */
  void loaded(long bytes);

  /** The process that wrote the data used so much memory. */
  void writerMemory(long bytes);

  /** Something that an operator should read, though the load goes on. */
  void warning(String text);
}
