package io.vedette.protocol.aof;

import java.util.Arrays;

/**
 * What was scanned and not handed out yet: runs of commands, and annotations between them, each
 * with its place in the file and the stream.
 */
final class ScannedParts {
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private long[] offsets = new long[16];
  private boolean[] isCommands = new boolean[16];
  private int size;

  int size() {
    return size;
  }

  long start(int part) {
    return starts[part];
  }

  /** A command; joins the run that it continues unless {@code apart}. */
  void command(long start, long end, long streamOffset, boolean apart) {
    int last = size - 1;
    if (!apart && last >= 0 && isCommands[last] && ends[last] == start) {
      ends[last] = end;
      return;
    }
    add(start, end, streamOffset, true);
  }

  /** An annotation that the visitor wants. */
  void annotation(long start, long end, long streamOffset) {
    add(start, end, streamOffset, false);
  }

  private void add(long start, long end, long streamOffset, boolean commands) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2);
      isCommands = Arrays.copyOf(isCommands, size * 2);
    }
    starts[size] = start;
    ends[size] = end;
    offsets[size] = streamOffset;
    isCommands[size++] = commands;
  }

  /** Hands out the first parts and forgets them; {@code buffer[0]} stands at {@code base}. */
  void handOut(int count, byte[] buffer, long base, AofVisitor visitor) throws AofException {
    for (int i = 0; i < count; i++) {
      int at = (int) (starts[i] - base);
      int length = (int) (ends[i] - starts[i]);
      if (isCommands[i]) {
        visitor.commands(buffer, at, length, starts[i], offsets[i]);
        continue;
      }
      switch (AofAnnotation.parse(buffer, at, length)) {
        case AofAnnotation.History history -> visitor.history(history);
        case AofAnnotation.Timestamp time -> visitor.timestamp(time.unixSeconds(), starts[i]);
        case AofAnnotation.Checksum _ -> throw new IllegalStateException("not a part");
      }
    }
    System.arraycopy(starts, count, starts, 0, size - count);
    System.arraycopy(ends, count, ends, 0, size - count);
    System.arraycopy(offsets, count, offsets, 0, size - count);
    System.arraycopy(isCommands, count, isCommands, 0, size - count);
    size -= count;
  }
}
