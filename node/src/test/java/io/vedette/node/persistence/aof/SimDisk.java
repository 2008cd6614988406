package io.vedette.node.persistence.aof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.protocol.aof.AofFile;
import io.vedette.protocol.aof.AofManifest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A disk that remembers what was written and what was synced, and fails when it is told to. */
final class SimDisk {
  /** How the next task ends. */
  enum Fate {
    SUCCEEDS,
    CANNOT_WRITE,
    CANNOT_SYNC
  }

  private static final class Increment {
    final long start;
    final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int synced;
    boolean broken;

    Increment(long start) {
      this.start = start;
    }

    void sync() {
      synced = stream.size();
    }
  }

  private final Map<String, Increment> increments = new HashMap<>();
  private final Map<String, Long> bases = new HashMap<>();
  private AofManifest inForce = AofManifest.empty();
  private Increment open;

  void baseWritten(String name, long offset) {
    bases.put(name, offset);
  }

  AofDone run(long chain, AofTask task, Fate fate) {
    boolean writes = !(task instanceof AofTask.Sync);
    boolean syncs = !(task instanceof AofTask.Write write) || write.sync();
    if (fate == Fate.CANNOT_WRITE && writes) {
      return new AofDone(chain, task, "No space left on device", false, size(), inForce);
    }
    boolean syncFails = fate == Fate.CANNOT_SYNC && syncs && open != null;
    if (syncFails && !(task instanceof AofTask.Prepare)) {
      if (task instanceof AofTask.Write write) {
        write(write);
      }
      open.broken = true;
      return new AofDone(chain, task, "Input/output error", true, size(), inForce);
    }
    succeed(task);
    return new AofDone(chain, task, null, false, size(), inForce);
  }

  private long size() {
    return open == null ? 0 : open.stream.size();
  }

  private void succeed(AofTask task) {
    switch (task) {
      case AofTask.Write write -> {
        write(write);
        if (write.sync()) {
          open.sync();
        }
      }
      case AofTask.Sync sync -> {
        assertThat(end(open)).isGreaterThanOrEqualTo(sync.offset());
        open.sync();
      }
      case AofTask.Increment increment -> {
        if (increment.listed()) {
          open.sync();
          inForce = increment.manifest();
        }
        open = new Increment(increment.head().streamOffset());
        String name = increment.manifest().lastIncrement().orElseThrow().name();
        assertThat(increments.put(name, open)).as("a name that was used").isNull();
      }
      case AofTask.Install install -> {
        open.sync();
        inForce = install.manifest();
      }
      case AofTask.Close _ -> {
        open.sync();
        open = null;
      }
      case AofTask.Prepare _ -> open = null;
      case AofTask.Reopen _ -> throw new IllegalStateException("nothing is read in here");
    }
  }

  private void write(AofTask.Write write) {
    for (AofTask.Piece piece : write.stream()) {
      open.stream.write(piece.bytes(), piece.from(), piece.length());
    }
    assertThat(end(open)).as("end of a block").isEqualTo(write.endOffset());
  }

  private static long end(Increment increment) {
    return increment.start + increment.stream.size();
  }

  /** Ends of blocks lie at commands' ends: the bytes that would be loaded, up to the last one. */
  byte[] loadable() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    inForce
        .increments()
        .forEach(file -> all.writeBytes(increments.get(file.name()).stream.toByteArray()));
    return all.toByteArray();
  }

  /** The offset from which on {@link #loadable} goes; -1 if nothing is in force. */
  long loadableFrom() {
    return inForce.base().map(AofFile::name).map(bases::get).orElse(-1L);
  }

  /** Up to where a power cut at this moment would leave everything, -1 if nothing is in force. */
  long safeOffset() {
    long reached = loadableFrom();
    for (AofFile file : inForce.increments()) {
      Increment increment = increments.get(file.name());
      if (reached < 0 || increment.start > reached) {
        return reached;
      }
      assertThat(increment.start).as("start of " + file.name()).isEqualTo(reached);
      reached += increment.synced;
      if (increment.broken || increment.synced < increment.stream.size()) {
        return reached;
      }
    }
    return reached;
  }

  /** What a power cut leaves, from {@link #loadableFrom} on. */
  byte[] safeBytes() {
    long length = Math.max(0, safeOffset() - loadableFrom());
    return Arrays.copyOf(loadable(), (int) length);
  }

  /** Names of everything that is loaded at a start. */
  List<String> loaded() {
    return new ArrayList<>(inForce.toLoad().stream().map(AofFile::name).toList());
  }
}
