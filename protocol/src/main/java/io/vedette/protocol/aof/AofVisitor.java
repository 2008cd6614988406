package io.vedette.protocol.aof;

/**
 * Receives what an {@link AofScanner} has verified, in the order of the file. Arrays are valid
 * during the call only.
 */
public interface AofVisitor {
  /**
   * Complete commands, one after the other without annotations between them. Never the beginning of
   * a transaction without its end: commands between MULTI and EXEC are all in this call, or in this
   * and those that follow at once.
   *
   * @param filePosition where the first byte stands in the file
   * @param streamOffset offset of the first byte in the replication stream
   * @throws AofException if they cannot be executed here; scanning ends
   */
  void commands(byte[] bytes, int offset, int length, long filePosition, long streamOffset)
      throws AofException;

  /** The history that the stream belongs to from here on. */
  void history(AofAnnotation.History history) throws AofException;

  /**
   * What follows was written at this time or later; Redis's own annotation.
   *
   * @param filePosition where the annotation stands
   */
  default void timestamp(long unixSeconds, long filePosition) throws AofException {}
}
