package io.vedette.deploy.check;

import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofEnd;
import io.vedette.protocol.aof.AofException;
import io.vedette.protocol.aof.AofReader;
import io.vedette.protocol.aof.AofScanner;
import io.vedette.protocol.aof.AofSource;
import io.vedette.protocol.aof.AofVisitor;
import io.vedette.protocol.file.DurableFile;
import io.vedette.protocol.rdb.RdbFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file of commands: scans it, and cuts it where asked. */
final class IncrementCheck {
  private final Path file;
  private final boolean checksummed;
  private final AofAnnotation.History head;
  private final AofEnd end;

  private IncrementCheck(Path file, AofScanner scanner, AofAnnotation.History head, AofEnd end) {
    this.file = file;
    this.checksummed = scanner.isChecksummed();
    this.head = head;
    this.end = end;
  }

  /** The first history of a file. */
  private static final class Head implements AofVisitor {
    private AofAnnotation.History first;

    @Override
    public void commands(byte[] bytes, int at, int length, long filePosition, long streamOffset) {
      // Only the structure counts here.
    }

    @Override
    public void history(AofAnnotation.History history) {
      first = first == null ? history : first;
    }
  }

  /**
   * Scans a file.
   *
   * @param from where commands begin, after an RDB preamble
   * @param untilUnixSeconds what was written later is to be cut
   */
  static IncrementCheck scan(Path file, long from, long untilUnixSeconds) throws IOException {
    Head head = new Head();
    AofScanner scanner = new AofScanner(head, 0, from, untilUnixSeconds);
    try (FileChannel channel = FileChannel.open(file)) {
      AofEnd end =
          AofReader.read(new AofSource(channel::read, channel.size()), scanner, from, _ -> {});
      return new IncrementCheck(file, scanner, head.first, end);
    } catch (AofException e) {
      throw new IllegalStateException("nothing is executed here", e);
    }
  }

  boolean isGood() {
    return end instanceof AofEnd.Complete;
  }

  boolean isChecksummed() {
    return checksummed;
  }

  /** Its head; null unless it is checksummed. */
  AofAnnotation.History head() {
    return head;
  }

  /** Stream offset after its last byte, of a good file. */
  long endOffset() {
    return ((AofEnd.Complete) end).streamOffset();
  }

  /** Size of the part that is good, without the line that it may need at its end. */
  long goodBytes() {
    return switch (end) {
      case AofEnd.Complete complete -> complete.fileBytes();
      case AofEnd.Torn torn -> torn.keepBytes();
      case AofEnd.Damaged damaged -> damaged.intactBytes();
    };
  }

  /** Size of the file after {@link #cut}. */
  long bytesAfterCut() {
    return goodBytes() + closingLine().length;
  }

  /** What is wrong, with its position. */
  String problem() {
    return switch (end) {
      case AofEnd.Complete _ -> "";
      case AofEnd.Torn torn -> String.format("0x%16x: torn: %s", torn.keepBytes(), torn.reason());
      case AofEnd.Damaged damaged ->
          String.format("0x%16x: damaged: %s", damaged.position(), damaged.reason());
    };
  }

  private byte[] closingLine() {
    return switch (end) {
      case AofEnd.Complete _ -> new byte[0];
      case AofEnd.Torn torn -> torn.closingLine();
      case AofEnd.Damaged damaged -> damaged.closingLine();
    };
  }

  /** Cuts the file after its good part. */
  void cut() throws IOException {
    DurableFile.cut(file, goodBytes(), closingLine());
  }

  static boolean isRdb(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(RdbFormat.MAGIC_BYTES);
      return RdbFormat.begins(head, head.length);
    }
  }
}
