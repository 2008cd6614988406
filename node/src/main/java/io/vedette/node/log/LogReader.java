package io.vedette.node.log;

/**
 * A place in a {@link ReplicationLog} from which bytes are read in order. The log keeps what its
 * readers have not passed, so a reader must be {@linkplain #close closed} when it is no longer
 * needed. Confined to the shard's thread.
 */
public final class LogReader implements AutoCloseable {
  private final ReplicationLog log;
  private ReplicationLog.Chunk chunk;
  private int index;
  private boolean closed;

  LogReader(ReplicationLog log, ReplicationLog.Chunk chunk, int index) {
    this.log = log;
    this.chunk = chunk;
    this.index = index;
  }

  /** The offset of the next byte to read. */
  public long position() {
    return chunk.start + index;
  }

  /** Bytes written that this reader has not passed. */
  public long lagBytes() {
    return log.offset() - position();
  }

  /**
   * How many bytes lie ready in one piece at {@link #array} from {@link #arrayIndex}; 0 only at the
   * end of the log.
   */
  public int readable() {
    if (index == chunk.length && chunk.next != null) {
      chunk = chunk.next;
      index = 0;
    }
    return chunk.length - index;
  }

  /** The array of {@link #readable} bytes; valid until the reader passes them. */
  public byte[] array() {
    return chunk.bytes;
  }

  /** Where the readable bytes start in {@link #array}. */
  public int arrayIndex() {
    return index;
  }

  /** Passes {@code bytes} readable bytes. */
  public void advance(int bytes) {
    if (bytes > chunk.length - index) {
      throw new IllegalArgumentException(bytes + " bytes are not readable");
    }
    index += bytes;
  }

  /**
   * Lets the log go on without this reader, but never uses the memory again that lies between here
   * and the log's end: somebody on another thread may still be reading it.
   */
  public void abandon() {
    for (ReplicationLog.Chunk left = chunk; left != null; left = left.next) {
      left.mayBeReused = false;
    }
    close();
  }

  /** Lets the log go on without this reader. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      log.close(this);
    }
  }
}
