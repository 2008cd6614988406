package io.vedette.node.proxy;

/**
 * The bytes of commands that a lane has not got the reply of, so that they can be sent, and sent
 * again. Commands lie one after the other in chunks; a chunk is reused when all of its commands are
 * answered, so in the steady state nothing is allocated.
 */
final class SendLog {
  private static final int CHUNK_BYTES = 64 * 1024;

  /** A piece of the log. */
  static final class Chunk {
    final byte[] bytes;
    private int limit;
    private int live;

    private Chunk(int capacity) {
      bytes = new byte[capacity];
    }
  }

  private Chunk current;
  private Chunk spare;

  /** Copies a command's bytes and notes in {@code pending} where they are. */
  void store(Pending pending, byte[] source, int offset, int length) {
    if (current == null || current.bytes.length - current.limit < length) {
      startChunk(length);
    }
    Chunk chunk = current;
    System.arraycopy(source, offset, chunk.bytes, chunk.limit, length);
    pending.chunk = chunk;
    pending.offset = chunk.limit;
    pending.length = length;
    chunk.limit += length;
    chunk.live++;
  }

  /** The command needs its bytes no more. */
  void release(Pending pending) {
    Chunk chunk = pending.chunk;
    pending.chunk = null;
    if (--chunk.live == 0) {
      chunk.limit = 0;
      if (chunk.bytes.length > CHUNK_BYTES) {
        if (chunk == current) {
          current = null;
        }
      } else if (chunk != current) {
        spare = chunk;
      }
    }
  }

  private void startChunk(int length) {
    if (length <= CHUNK_BYTES && spare != null) {
      current = spare;
      spare = null;
    } else {
      current = new Chunk(Math.max(CHUNK_BYTES, length));
    }
  }
}
