package io.vedette.node.persistence.aof;

import io.vedette.protocol.aof.AofFile;
import io.vedette.protocol.aof.AofManifest;
import java.util.List;
import java.util.Optional;

/**
 * The files of an append-only file: which manifest is in force, which one a rewrite prepares, and
 * how large all of it is. Sequence numbers only grow, so that no name ever means two files. Pure.
 */
final class AofChain {
  private final String fileName;

  /** In force, unless {@link #draft}. */
  private AofManifest manifest = AofManifest.empty();

  /** Whether the manifest is not on disk yet: its files begin a chain of their own. */
  private boolean draft = true;

  private AofFile nextBase;

  /** Number of the newest increment that was ever asked for, whatever became of it. */
  private long takenIncrement;

  private long baseBytes;
  private long earlierIncrementBytes;
  private long openIncrementBytes;
  private long sizeAfterRewrite;

  AofChain(String fileName) {
    this.fileName = fileName;
  }

  /** Whether the manifest is on disk, so that its files would be loaded. */
  boolean isInForce() {
    return !draft;
  }

  /** A manifest was read at start; its files have these sizes. */
  void recovered(AofManifest read, long ofBase, long ofIncrements, long ofLast) {
    manifest = read.withoutHistory();
    draft = false;
    baseBytes = ofBase;
    earlierIncrementBytes = ofIncrements - ofLast;
    openIncrementBytes = ofLast;
    sizeAfterRewrite = size();
  }

  /** Numbers up to these were used by a chain that is replaced. */
  void skipTo(AofManifest replaced) {
    long base = Math.max(manifest.lastBaseSequence(), replaced.lastBaseSequence());
    long increment = Math.max(manifest.lastIncrementSequence(), replaced.lastIncrementSequence());
    manifest =
        new AofManifest(
            manifest.base(), manifest.history(), manifest.increments(), base, increment);
  }

  /** Starts a chain that has nothing in common with the one before, apart from its numbers. */
  void startOver() {
    long base = Math.max(manifest.lastBaseSequence(), nextBase == null ? 0 : nextBase.sequence());
    manifest =
        new AofManifest(
            Optional.empty(), List.of(), List.of(), base, manifest.lastIncrementSequence());
    draft = true;
    baseBytes = 0;
    earlierIncrementBytes = 0;
    openIncrementBytes = 0;
  }

  /** The base that a rewrite writes, from now on. */
  AofFile takeBase() {
    if (nextBase != null && nextBase.sequence() > manifest.lastBaseSequence()) {
      // The name of an attempt that failed may still be in use by what is left of it.
      manifest =
          new AofManifest(
              manifest.base(),
              manifest.history(),
              manifest.increments(),
              nextBase.sequence(),
              manifest.lastIncrementSequence());
    }
    nextBase = manifest.nextBase(fileName);
    return nextBase;
  }

  /** The manifest with one more increment, which goes into force when that exists. */
  AofManifest takeIncrement() {
    long last = Math.max(takenIncrement, manifest.lastIncrementSequence());
    AofManifest next =
        new AofManifest(
                manifest.base(),
                manifest.history(),
                manifest.increments(),
                manifest.lastBaseSequence(),
                last)
            .withNextIncrement(fileName);
    takenIncrement = next.lastIncrementSequence();
    return next;
  }

  /** An increment was begun; the manifest lists it, and is on disk if the chain is. */
  void continued(AofManifest with, long headBytes) {
    manifest = with;
    earlierIncrementBytes += openIncrementBytes;
    openIncrementBytes = headBytes;
  }

  /** What the manifest will be when the base is there and the newest increment alone stays. */
  AofManifest rewritten() {
    return manifest.withBase(nextBase, 1);
  }

  /** The rewritten manifest is in force. */
  void installed(AofManifest rewritten, long ofBase) {
    manifest = rewritten.withoutHistory();
    draft = false;
    baseBytes = ofBase;
    earlierIncrementBytes = 0;
    sizeAfterRewrite = size();
  }

  /** The open increment has grown. */
  void grown(long toBytes) {
    openIncrementBytes = toBytes;
  }

  /** Bytes of all files. */
  long size() {
    return baseBytes + earlierIncrementBytes + openIncrementBytes;
  }

  /** Bytes of all files when they were last rewritten, or read. */
  long sizeAfterRewrite() {
    return sizeAfterRewrite;
  }
}
