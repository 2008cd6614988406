package io.vedette.node.persistence.aof;

import io.vedette.protocol.aof.AofReserve;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The room behind an increment's end that was filled in advance, by the rules of {@link
 * AofReserve}. There is one while small blocks come, each with its fsync: then it saves most of the
 * fsync. Where the file grows by more than that, or fsyncs are seldom, it would only be written
 * twice. Confined to the disk's thread.
 */
final class Reserve {
  /** Small synced blocks in a row after which a reserve is made. */
  static final int AFTER_BLOCKS = 32;

  private static final ByteBuffer FILL = AofReserve.bytes();

  private final FileChannel channel;

  /** Where the room ends; 0: there is none. */
  private long end;

  private int smallBlocks;

  Reserve(FileChannel channel) {
    this.channel = channel;
  }

  /** Whether a block may be written at a position; if not, the room has to be given up before. */
  boolean takes(long position, long length, boolean synced) {
    boolean small = synced && length <= AofReserve.MAX_BLOCK_BYTES;
    smallBlocks = small ? smallBlocks + 1 : 0;
    return end == 0 || small && position + length < end;
  }

  /** Ends the file after so many bytes; not durable before the next fsync. */
  void giveUp(long bytes) throws IOException {
    channel.truncate(bytes);
    end = 0;
  }

  /** Makes more room behind the content if it is worth it; the content is synced already. */
  void extend(long bytes) {
    if (smallBlocks < AFTER_BLOCKS || end - bytes >= AofReserve.BYTES / 2) {
      return;
    }
    long from = Math.max(end, bytes);
    try {
      ByteBuffer fill = FILL.duplicate().limit((int) (bytes + AofReserve.BYTES - from));
      for (long at = from; fill.hasRemaining(); ) {
        at += channel.write(fill, at);
      }
      channel.force(false);
      end = bytes + AofReserve.BYTES;
    } catch (IOException _) {
      // A disk without room, or worse: the next block ends the file here, and will say so.
      smallBlocks = 0;
      end = bytes + 1;
    }
  }

  /** Whether there is room that has to be given up before the file is complete. */
  boolean isOpen() {
    return end != 0;
  }
}
