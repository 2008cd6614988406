package io.vedette.node.persistence.recovery;

/** What a load tells the shard; nothing follows {@link Done} or {@link Failed}. */
public sealed interface LoadEvent {
  /** The load begins to read files of this size. */
  record Begun(long totalBytes) implements LoadEvent {}

  /**
   * So much of it is done.
   *
   * @param writerMemoryBytes that the process used which wrote the data; 0 if not known
   */
  record Progress(long loadedBytes, long writerMemoryBytes) implements LoadEvent {}

  /** An operator should read this, though the load goes on. */
  record Warned(String text) implements LoadEvent {}

  /** All is loaded. */
  record Done(Recovered recovered) implements LoadEvent {}

  /** The data must not be served; the text says file, place and reason. */
  record Failed(String reason) implements LoadEvent {}
}
