package io.vedette.node.persistence.recovery;

import io.vedette.node.store.Keyspace;
import io.vedette.protocol.aof.AofAnnotation;
import io.vedette.protocol.aof.AofEnd;
import io.vedette.protocol.aof.AofException;
import io.vedette.protocol.aof.AofFile;
import io.vedette.protocol.aof.AofManifest;
import io.vedette.protocol.aof.AofReader;
import io.vedette.protocol.aof.AofScanner;
import io.vedette.protocol.aof.AofSource;
import io.vedette.protocol.file.DurableFile;
import io.vedette.protocol.rdb.RdbFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Loads an append-only file: the base, then the increments in their order. Blocks.
 *
 * <p>A tail that a crash tore is cut off the last increment; damage, and a tail torn anywhere else,
 * is refused, since what follows it would be executed on data that it was not written for.
 */
final class AofLoader {
  private final AofPlace place;
  private final AofManifest manifest;
  private final Keyspace keyspace;
  private final IncrementVisitor visitor;
  private final LoadObserver observer;

  private Recovered.History history = Recovered.History.NONE;
  private long epoch;
  private long rdbEntries;
  private long doneBytes;
  private long baseBytes;
  private long incrementBytes;
  private long validBytes;
  private boolean checksummed;

  AofLoader(
      AofPlace place,
      AofManifest manifest,
      Keyspace keyspace,
      IncrementExecutor executor,
      LoadObserver observer) {
    this.place = place;
    this.manifest = manifest;
    this.keyspace = keyspace;
    this.visitor = new IncrementVisitor(executor, keyspace.databases());
    this.observer = observer;
  }

  /** Sizes of all files that will be read. */
  static long bytes(AofPlace place, AofManifest manifest) throws LoadException {
    long sum = 0;
    for (AofFile file : manifest.toLoad()) {
      Path path = place.folder().resolve(file.name());
      try {
        sum += Files.size(path);
      } catch (IOException e) {
        throw new LoadException(path, "the manifest names it, but it can't be read: " + e);
      }
    }
    return sum;
  }

  Recovered load() throws LoadException {
    List<AofFile> files = manifest.toLoad();
    for (AofFile file : files) {
      Path path = place.folder().resolve(file.name());
      boolean last = file.equals(files.getLast());
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        long size = channel.size();
        if (file.kind() == AofFile.Kind.BASE) {
          baseBytes = size;
          base(path, channel, last);
        } else {
          incrementBytes += size;
          validBytes = increment(path, channel, 0, last);
        }
        doneBytes += size;
      } catch (IOException e) {
        throw new LoadException(path, e.toString());
      }
    }
    return new Recovered(
        keyspace,
        history,
        epoch,
        rdbEntries + visitor.executed(),
        0,
        "append only file",
        Optional.of(
            new RecoveredAof(manifest, validBytes, baseBytes, incrementBytes, checksummed)));
  }

  /** An RDB, commands, or an RDB that commands follow, as Redis 4 to 6 wrote it. */
  private void base(Path path, FileChannel channel, boolean last)
      throws IOException, LoadException {
    if (!isRdb(channel)) {
      increment(path, channel, 0, last);
      return;
    }
    channel.position(0);
    RdbContents rdb =
        RdbFile.load(path, channel, keyspace, RdbFile.KEEP_EXPIRED, new Shifted(doneBytes));
    rdbEntries = rdb.entries();
    history = Recovered.historyOf(rdb);
    epoch = rdb.epoch();
    if (rdb.bytes() < channel.size()) {
      increment(path, channel, rdb.bytes(), last);
    }
  }

  private boolean isRdb(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(RdbFormat.MAGIC_BYTES);
    int count = channel.read(head, 0);
    return RdbFormat.begins(head.array(), count);
  }

  /** Executes a file of commands from a position on; returns where what is valid of it ends. */
  private long increment(Path path, FileChannel channel, long from, boolean last)
      throws IOException, LoadException {
    long executedBefore = visitor.executed();
    visitor.beginFile(history.offsetBytes(), history.isKnown());
    AofScanner scanner = new AofScanner(visitor, history.offsetBytes(), from, Long.MAX_VALUE);
    AofEnd end;
    try {
      end =
          AofReader.read(
              new AofSource(channel::read, channel.size()),
              scanner,
              from,
              at -> observer.loaded(doneBytes + at));
    } catch (AofException e) {
      throw new LoadException(path, e.getMessage());
    }
    checksummed = scanner.isChecksummed();
    long executed = visitor.executed() - executedBefore;
    return switch (end) {
      case AofEnd.Complete whole -> {
        reached(whole.streamOffset(), executed);
        incrementBytes -= from == 0 ? channel.size() - whole.fileBytes() : 0;
        yield whole.fileBytes();
      }
      case AofEnd.Torn torn -> {
        long kept = cut(path, torn, last);
        reached(torn.streamOffset(), executed);
        yield kept;
      }
      case AofEnd.Damaged damage ->
          throw new LoadException(
              path,
              damage.position(),
              damage.reason()
                  + ". Make a backup of the file, then cut it there with 'vedette check-aof --fix "
                  + path
                  + "', or take the data from a replica; the damage is");
    };
  }

  private long cut(Path path, AofEnd.Torn torn, boolean last) throws IOException, LoadException {
    if (!last) {
      throw new LoadException(
          path, torn.keepBytes(), torn.reason() + ", though other files follow this one");
    }
    if (!place.loadTruncated()) {
      throw new LoadException(
          path,
          torn.keepBytes(),
          torn.reason() + ", and aof-load-truncated is no; the valid part ends");
    }
    long size = Files.size(path);
    long end = DurableFile.cut(path, torn.keepBytes(), torn.closingLine());
    observer.warning(
        "AOF %s was torn: %s; cut from %d to %d bytes".formatted(path, torn.reason(), size, end));
    incrementBytes -= size - end;
    return end;
  }

  /** Says where the stream stands after a file; commands of an unknown stream end the history. */
  private void reached(long streamOffset, long executed) {
    AofAnnotation.History line = visitor.history();
    if (line != null) {
      epoch = Math.max(epoch, line.epoch());
      history =
          new Recovered.History(
              line.replicationId(),
              line.previousId(),
              line.previousEndOffset(),
              streamOffset,
              visitor.database());
    } else if (executed > 0) {
      history = Recovered.History.NONE;
    }
  }

  /** The bytes of one file among those of all. */
  private final class Shifted implements LoadObserver {
    private final long by;

    Shifted(long by) {
      this.by = by;
    }

    @Override
    public void begins(long bytes) {
      // Said already, of all files.
    }

    @Override
    public void loaded(long loaded) {
      observer.loaded(by + loaded);
    }

    @Override
    public void writerMemory(long memory) {
      observer.writerMemory(memory);
    }

    @Override
    public void warning(String text) {
      observer.warning(text);
    }
  }
}
