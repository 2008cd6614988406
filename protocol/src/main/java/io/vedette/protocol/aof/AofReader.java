package io.vedette.protocol.aof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Feeds a file of commands to an {@link AofScanner} and says what the file is. Blocks. */
public final class AofReader {
  private static final int PIECE_BYTES = 256 * 1024;

  private AofReader() {}

  /**
   * Reads all of a file.
   *
   * @param scanner a fresh one, for the position {@code from}
   * @param from where commands begin, after an RDB preamble
   * @param progress gets the file position that was reached, after every piece
   * @throws AofException what the scanner's visitor threw
   */
  public static AofEnd read(AofSource source, AofScanner scanner, long from, LongConsumer progress)
      throws IOException, AofException {
    boolean ours = from == 0 && isOurs(source);
    AofTail tail = ours ? AofTail.of(source) : new AofTail(source.sizeBytes(), AofTail.Kind.NONE);
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    boolean more = true;
    for (long at = from; more && at < tail.contentBytes(); ) {
      piece.clear().limit((int) Math.min(PIECE_BYTES, tail.contentBytes() - at));
      int count = source.read(piece, at);
      if (count < 0) {
        break;
      }
      more = scanner.feed(piece.array(), 0, count);
      at += count;
      progress.accept(at);
    }
    return judge(source, scanner.finish(), tail);
  }

  private static boolean isOurs(AofSource source) throws IOException {
    ByteBuffer word = ByteBuffer.allocate(AnnotationLine.WORD_BYTES);
    while (word.hasRemaining() && source.read(word, word.position()) >= 0) {}
    return !word.hasRemaining() && AnnotationLine.begins(word.array(), 0, "#VH:");
  }

  private static AofEnd judge(AofSource source, AofEnd end, AofTail tail) throws IOException {
    return switch (end) {
      case AofEnd.Complete whole when tail.kind() == AofTail.Kind.ZEROS ->
          new AofEnd.Torn(
              whole.fileBytes(),
              new byte[0],
              whole.streamOffset(),
              "no content from position " + whole.fileBytes() + " to the end");
      case AofEnd.Damaged damage
          when tail.isHalfWritten(source, damage.intactBytes(), damage.streamOffset()) ->
          new AofEnd.Torn(
              damage.intactBytes(),
              damage.closingLine(),
              damage.streamOffset(),
              "only parts of the last block were written");
      default -> end;
    };
  }
}
