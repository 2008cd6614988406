package io.vedette.node.log;

import io.vedette.protocol.resp.CommandText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that changed the data set, as the RESP bytes that replicas execute, at one offset.
 *
 * <p>Offset {@code n} means that {@code n} bytes were written since the history began. Bytes stay
 * in memory while they are among the last {@code backlogBytes} or while a {@link LogReader} has
 * still to read them; how far readers may fall behind is for {@link ReaderLimit} to say. Memory
 * comes in chunks that are reused, so that appending copies bytes and does nothing else.
 *
 * <p>The stream carries its own {@code SELECT} whenever the database changes, and {@code MULTI} and
 * {@code EXEC} around what a transaction wrote. Confined to the shard's thread.
 */
public final class ReplicationLog {
  /** {@code repl-backlog-size} when not configured. */
  public static final long DEFAULT_BACKLOG_BYTES = 16L * 1024 * 1024;

  /** Redis refuses smaller backlogs, too. */
  public static final long MIN_BACKLOG_BYTES = 16L * 1024;

  static final int CHUNK_BYTES = 64 * 1024;
  private static final int MAX_SPARE_CHUNKS = 4;
  private static final int NO_DATABASE = -1;
  private static final byte[] MULTI = CommandText.of("MULTI");
  private static final byte[] EXEC = CommandText.of("EXEC");

  /** A piece of the log; {@code start} is the offset of its first byte. */
  static final class Chunk {
    final byte[] bytes;
    long start;
    int length;
    Chunk next;
    boolean mayBeReused = true;

    Chunk(int capacity, long start) {
      this.bytes = new byte[capacity];
      this.start = start;
    }

    long end() {
      return start + length;
    }
  }

  private final List<LogReader> readers = new ArrayList<>();
  private long backlogBytes;
  private Chunk head;
  private Chunk tail;
  private Chunk spare;
  private int spareCount;

  /** The database that the stream's reader has selected. */
  private int database = NO_DATABASE;

  private boolean inTransaction;
  private boolean transactionWritten;

  /**
   * @param backlogBytes how many bytes are kept for replicas that come back, {@code
   *     repl-backlog-size}
   * @param offsetBytes the offset to begin at
   */
  public ReplicationLog(long backlogBytes, long offsetBytes) {
    this.backlogBytes = Math.max(backlogBytes, MIN_BACKLOG_BYTES);
    head = new Chunk(CHUNK_BYTES, offsetBytes);
    tail = head;
  }

  /** Bytes written since the history began. */
  public long offset() {
    return tail.start + tail.length;
  }

  /** The offset from which bytes are still there. */
  public long firstOffset() {
    return head.start;
  }

  public long backlogBytes() {
    return backlogBytes;
  }

  /** Changes {@code repl-backlog-size}; bytes beyond a smaller one go as the log grows. */
  public void resizeBacklog(long bytes) {
    backlogBytes = Math.max(bytes, MIN_BACKLOG_BYTES);
  }

  /** Appends a write to a database, given as the RESP bytes that repeat it. */
  public void append(int inDatabase, byte[] bytes, int from, int length) {
    if (inDatabase != database || inTransaction) {
      prepare(inDatabase);
    }
    appendRaw(bytes, from, length);
  }

  /** Appends a write to a database, given as arguments. */
  public void appendCommand(int inDatabase, byte[]... arguments) {
    if (inDatabase != database || inTransaction) {
      prepare(inDatabase);
    }
    appendArguments(arguments);
  }

  private void prepare(int inDatabase) {
    if (inTransaction && !transactionWritten) {
      transactionWritten = true;
      appendRaw(MULTI, 0, MULTI.length);
    }
    if (inDatabase != database) {
      database = inDatabase;
      appendArguments(ascii("SELECT"), ascii(Integer.toString(inDatabase)));
    }
  }

  private void appendArguments(byte[]... arguments) {
    appendLine('*', arguments.length);
    for (byte[] argument : arguments) {
      appendLine('$', argument.length);
      appendRaw(argument, 0, argument.length);
      appendRaw(MULTI, 2, 2);
    }
  }

  private void appendLine(char type, int number) {
    byte[] line = ascii(type + Integer.toString(number) + "\r\n");
    appendRaw(line, 0, line.length);
  }

  /** What follows belongs together, until {@link #endTransaction}. */
  public void beginTransaction() {
    inTransaction = true;
    transactionWritten = false;
  }

  /** Ends a transaction; nothing is written for one that wrote nothing. */
  public void endTransaction() {
    inTransaction = false;
    if (transactionWritten) {
      transactionWritten = false;
      appendRaw(EXEC, 0, EXEC.length);
    }
  }

  /** Appends bytes of the stream as they are: what a replica got, or what concerns no database. */
  public void appendRaw(byte[] bytes, int from, int length) {
    Chunk last = tail;
    int at = last.length;
    if (length <= last.bytes.length - at) {
      System.arraycopy(bytes, from, last.bytes, at, length);
      last.length = at + length;
    } else {
      appendAcrossChunks(bytes, from, length);
    }
  }

  private void appendAcrossChunks(byte[] bytes, int from, int length) {
    int copied = 0;
    while (copied < length) {
      if (tail.length == tail.bytes.length) {
        addChunk();
      }
      int part = Math.min(length - copied, tail.bytes.length - tail.length);
      System.arraycopy(bytes, from + copied, tail.bytes, tail.length, part);
      tail.length += part;
      copied += part;
    }
  }

  private void addChunk() {
    trim();
    long start = tail.end();
    Chunk chunk = spare;
    if (chunk == null) {
      chunk = new Chunk(CHUNK_BYTES, start);
    } else {
      spare = chunk.next;
      spareCount--;
      chunk.next = null;
      chunk.start = start;
      chunk.length = 0;
    }
    tail.next = chunk;
    tail = chunk;
  }

  private void trim() {
    long needed = offset() - backlogBytes;
    for (LogReader reader : readers) {
      needed = Math.min(needed, reader.position());
    }
    while (head != tail && head.end() <= needed) {
      Chunk dropped = head;
      head = dropped.next;
      if (spareCount < MAX_SPARE_CHUNKS && dropped.mayBeReused) {
        dropped.next = spare;
        spare = dropped;
        spareCount++;
      }
    }
  }

  /** The next write says its database again, whatever was selected before. */
  public void forgetDatabase() {
    database = NO_DATABASE;
  }

  /** The database that the stream's reader has selected, or -1 when the next write will say. */
  public int selectedDatabase() {
    return database;
  }

  /** Tells which database the stream has selected, where its bytes came from a master. */
  public void databaseSelected(int index) {
    database = index;
  }

  /**
   * Forgets all bytes and goes on at another offset, as a replica does that loads a snapshot.
   *
   * @throws IllegalStateException if somebody is still reading
   */
  public void restart(long offsetBytes) {
    if (!readers.isEmpty()) {
      throw new IllegalStateException(readers.size() + " readers of the log that ends");
    }
    head = new Chunk(CHUNK_BYTES, offsetBytes);
    tail = head;
    database = NO_DATABASE;
    inTransaction = false;
    transactionWritten = false;
  }

  /** Bytes of memory in use. */
  public long memoryBytes() {
    long chunks = spareCount;
    for (Chunk chunk = head; chunk != null; chunk = chunk.next) {
      chunks++;
    }
    return chunks * CHUNK_BYTES;
  }

  /**
   * Reads from an offset on.
   *
   * @throws IllegalArgumentException if the bytes there are gone, or not written yet
   */
  public LogReader read(long fromOffset) {
    if (fromOffset < firstOffset() || fromOffset > offset()) {
      throw new IllegalArgumentException(
          "offset " + fromOffset + " is outside " + firstOffset() + ".." + offset());
    }
    Chunk chunk = head;
    while (fromOffset > chunk.end()) {
      chunk = chunk.next;
    }
    LogReader reader = new LogReader(this, chunk, (int) (fromOffset - chunk.start));
    readers.add(reader);
    return reader;
  }

  void close(LogReader reader) {
    readers.remove(reader);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
