package io.vedette.protocol.aof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a scanner made of some bytes. */
final class Scan implements AofVisitor {
  final ByteArrayOutputStream stream = new ByteArrayOutputStream();
  final List<AofAnnotation> annotations = new ArrayList<>();

  /** The first stream offset that was told, and the one after the last; -1: none. */
  long firstOffset = -1;

  long nextOffset = -1;
  AofEnd end;
  private byte[] file;

  static Scan of(byte[] file) {
    return of(file, file.length, Integer.MAX_VALUE);
  }

  /** Scans the first bytes of a file in pieces of some size. */
  static Scan of(byte[] file, int length, int piece) {
    return of(file, length, piece, Long.MAX_VALUE);
  }

  static Scan of(byte[] file, int length, int piece, long untilUnixSeconds) {
    Scan scan = new Scan();
    scan.file = file;
    AofScanner scanner = new AofScanner(scan, 0, 0, untilUnixSeconds);
    try {
      int at = 0;
      while (at < length && scanner.feed(file, at, Math.min(piece, length - at))) {
        at += Math.min(piece, length - at);
      }
    } catch (AofException e) {
      throw new AssertionError(e);
    }
    scan.end = scanner.finish();
    return scan;
  }

  /** What a reader makes of a file. */
  static Scan of(Path path) throws IOException {
    Scan scan = new Scan();
    scan.file = Files.readAllBytes(path);
    try (FileChannel channel = FileChannel.open(path)) {
      scan.end =
          AofReader.read(
              new AofSource(channel::read, channel.size()), new AofScanner(scan, 0), 0, _ -> {});
    } catch (AofException e) {
      throw new AssertionError(e);
    }
    return scan;
  }

  @Override
  public void commands(byte[] bytes, int offset, int length, long filePosition, long offsetBytes) {
    if (nextOffset >= 0 && offsetBytes != nextOffset) {
      throw new AssertionError("a gap: " + nextOffset + " to " + offsetBytes);
    }
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] != file[(int) filePosition + i]) {
        throw new AssertionError("not what stands at position " + filePosition);
      }
    }
    firstOffset = firstOffset < 0 ? offsetBytes : firstOffset;
    nextOffset = offsetBytes + length;
    stream.write(bytes, offset, length);
  }

  @Override
  public void history(AofAnnotation.History history) {
    annotations.add(history);
  }

  @Override
  public void timestamp(long unixSeconds, long filePosition) {
    annotations.add(new AofAnnotation.Timestamp(unixSeconds));
  }

  byte[] handedOut() {
    return stream.toByteArray();
  }
}
