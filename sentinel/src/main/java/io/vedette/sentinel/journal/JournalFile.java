package io.vedette.sentinel.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The events of one persistence id in one append-only file, in the bytes of {@link RecordFormat}.
 *
 * <p>Appended events are durable when {@link #force} has returned, not before. After a failed write
 * or force the file takes nothing more: what the disk holds is unknown until it is read again.
 * Confined to one thread.
 */
public final class JournalFile implements Closeable {
  private final DurableFolder folder;
  private final Path path;
  private final List<JournalRecord> events = new ArrayList<>();
  private FileChannel channel;
  private long sizeBytes;
  private long highestSequenceNr;
  private long tornBytes;
  private boolean unforced;
  private IOException failure;

  private JournalFile(DurableFolder folder, Path path) {
    this.folder = folder;
    this.path = path;
  }

  /**
   * Opens or creates a journal, and cuts off what an interrupted write left.
   *
   * @throws DamagedFileException if the file is not what was written
   */
  public static JournalFile open(DurableFolder folder, String persistenceId) throws IOException {
    JournalFile journal = new JournalFile(folder, folder.file(persistenceId, ".journal"));
    if (!Files.exists(journal.path)) {
      folder.replace(journal.path, RecordFormat.fileHeader());
    }
    journal.recover();
    return journal;
  }

  private void recover() throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    String fault = RecordFormat.headerFault(bytes);
    if (fault != null) {
      throw new DamagedFileException(path, 0, fault);
    }
    int position = RecordFormat.FILE_HEADER_BYTES;
    boolean torn = false;
    while (position < bytes.length && !torn) {
      switch (RecordFormat.decode(bytes, position)) {
        case RecordFormat.Read.Sound(JournalRecord record, int end) -> {
          take(record, position);
          position = end;
        }
        case RecordFormat.Read.Torn() -> torn = true;
        case RecordFormat.Read.Damaged(String reason) ->
            throw new DamagedFileException(path, position, reason);
      }
    }
    tornBytes = bytes.length - position;
    sizeBytes = position;
    channel = FileChannel.open(path, StandardOpenOption.WRITE);
    if (tornBytes > 0) {
      channel.truncate(sizeBytes);
      channel.force(true);
    }
  }

  private void take(JournalRecord record, int position) throws DamagedFileException {
    switch (record.kind()) {
      case EVENT -> {
        if (record.sequenceNr() != highestSequenceNr + 1) {
          throw new DamagedFileException(
              path,
              position,
              "event %d follows event %d".formatted(record.sequenceNr(), highestSequenceNr));
        }
        events.add(record);
        highestSequenceNr = record.sequenceNr();
      }
      case DELETED_TO -> highestSequenceNr = Math.max(highestSequenceNr, record.sequenceNr());
    }
  }

  /** Adds an event; its number must be the next one. */
  public void append(long sequenceNr, byte[] payload) throws IOException {
    checkUsable();
    if (sequenceNr != highestSequenceNr + 1) {
      throw new IOException(
          "%s: event %d cannot follow event %d".formatted(path, sequenceNr, highestSequenceNr));
    }
    JournalRecord record = JournalRecord.event(sequenceNr, payload);
    ByteBuffer bytes = RecordFormat.encode(record);
    try {
      while (bytes.hasRemaining()) {
        sizeBytes += channel.write(bytes, sizeBytes);
      }
    } catch (IOException e) {
      throw fail(e);
    }
    unforced = true;
    events.add(record);
    highestSequenceNr = sequenceNr;
  }

  /** Returns when everything appended so far is on the disk. */
  public void force() throws IOException {
    checkUsable();
    if (unforced) {
      try {
        channel.force(false);
      } catch (IOException e) {
        throw fail(e);
      }
      unforced = false;
    }
  }

  /** Gives the events with numbers in the closed range, at most {@code max} of them, in order. */
  public void replay(long from, long to, long max, Consumer<JournalRecord> consumer) {
    long given = 0;
    for (JournalRecord event : List.copyOf(events)) {
      if (event.sequenceNr() >= from && event.sequenceNr() <= to && given < max) {
        consumer.accept(event);
        given++;
      }
    }
  }

  /** Forgets the events up to a number and writes the file anew; numbers are never used again. */
  public void deleteTo(long sequenceNr) throws IOException {
    checkUsable();
    long gone = Math.min(sequenceNr, highestSequenceNr);
    if (events.isEmpty() || events.getFirst().sequenceNr() > gone) {
      return;
    }
    List<JournalRecord> kept = events.stream().filter(e -> e.sequenceNr() > gone).toList();
    List<ByteBuffer> parts = new ArrayList<>();
    parts.add(RecordFormat.fileHeader());
    parts.add(RecordFormat.encode(JournalRecord.deletedTo(gone)));
    kept.forEach(event -> parts.add(RecordFormat.encode(event)));
    try {
      folder.replace(path, parts.toArray(ByteBuffer[]::new));
      channel.close();
      channel = FileChannel.open(path, StandardOpenOption.WRITE);
      sizeBytes = channel.size();
    } catch (IOException e) {
      throw fail(e);
    }
    unforced = false;
    events.clear();
    events.addAll(kept);
  }

  private void checkUsable() throws IOException {
    if (failure != null) {
      throw new IOException(path + " failed before; what it holds is unknown", failure);
    }
  }

  private IOException fail(IOException cause) {
    failure = cause;
    return cause;
  }

  /** Number of the newest event ever written, deleted or not; 0 without one. */
  public long highestSequenceNr() {
    return highestSequenceNr;
  }

  /** Bytes of an interrupted write that opening cut off. */
  public long tornBytes() {
    return tornBytes;
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
