package io.vedette.protocol.aof;

/** What an increment turned out to be. */
public sealed interface AofEnd {
  /**
   * All of it was handed out.
   *
   * @param fileBytes its size, without what a writer has filled in advance behind it
   * @param streamOffset offset of the stream's byte that comes after it
   */
  record Complete(long fileBytes, long streamOffset) implements AofEnd {}

  /**
   * The writer died in the middle of a write: everything before is whole and was handed out, what
   * comes after was never reported durable.
   *
   * <p>To repair the file: write {@code closingLine} at {@code keepBytes}, sync, then cut the file
   * after it. In that order a crash on the way loses nothing.
   *
   * @param keepBytes size of the part to keep
   * @param closingLine the checksum line that ends the part to keep; mostly empty, since it has one
   * @param streamOffset offset of the stream's byte that comes after the part to keep
   * @param reason why it is torn, as a clause
   */
  record Torn(long keepBytes, byte[] closingLine, long streamOffset, String reason)
      implements AofEnd {}

  /**
   * Bytes that no crash explains: the file must not be used as it is.
   *
   * @param position where it was noticed
   * @param intactBytes size of the part before it that is whole, and was handed out
   * @param closingLine the checksum line that this part needs; mostly empty, since it has one
   * @param streamOffset offset of the stream's byte that comes after this part
   * @param reason what is wrong, as a clause
   */
  record Damaged(
      long position, long intactBytes, byte[] closingLine, long streamOffset, String reason)
      implements AofEnd {}
}
