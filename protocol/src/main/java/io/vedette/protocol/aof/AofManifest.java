package io.vedette.protocol.aof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which files an AOF consists of: at most one base, the increments that follow it in their order,
 * and files that were replaced and may be deleted.
 *
 * <p>The text is Redis 7's. Ours ends in a comment with the CRC-64 of what is before it; a manifest
 * without one is accepted, since Redis writes none.
 *
 * @param base absent until the first rewrite
 * @param history replaced files, oldest first
 * @param increments at least one where commands were ever written; the last one is appended to
 * @param lastBaseSequence number of the newest base there ever was; 0: none
 * @param lastIncrementSequence number of the newest increment; 0: none
 */
public record AofManifest(
    Optional<AofFile> base,
    List<AofFile> history,
    List<AofFile> increments,
    long lastBaseSequence,
    long lastIncrementSequence) {
  private static final String BASE_SUFFIX = ".base.rdb";
  private static final String INCREMENT_SUFFIX = ".incr.aof";

  public AofManifest {
    history = List.copyOf(history);
    increments = List.copyOf(increments);
  }

  /** Before anything was written. */
  public static AofManifest empty() {
    return new AofManifest(Optional.empty(), List.of(), List.of(), 0, 0);
  }

  /**
   * Reads the text.
   *
   * @throws AofException if it is damaged, or no manifest
   */
  public static AofManifest parse(byte[] text) throws AofException {
    return new AofManifestText(text).read();
  }

  /** The text, with its checksum. */
  public byte[] toBytes() {
    return AofManifestText.write(this);
  }

  /** Name of the manifest of an AOF that is called {@code name}, {@code appendfilename}. */
  public static String fileName(String name) {
    return name + ".manifest";
  }

  /** Every file that the data set is loaded from, in this order. */
  public List<AofFile> toLoad() {
    List<AofFile> files = new ArrayList<>();
    base.ifPresent(files::add);
    files.addAll(increments);
    return files;
  }

  /** The increment that is appended to. */
  public Optional<AofFile> lastIncrement() {
    return increments.isEmpty() ? Optional.empty() : Optional.of(increments.getLast());
  }

  /** The base that the next rewrite writes, not yet part of the manifest. */
  public AofFile nextBase(String name) {
    long sequence = lastBaseSequence + 1;
    return new AofFile(name + "." + sequence + BASE_SUFFIX, sequence, AofFile.Kind.BASE);
  }

  /** With one more increment, which is appended to from now on; a rewrite starts with it. */
  public AofManifest withNextIncrement(String name) {
    long sequence = lastIncrementSequence + 1;
    List<AofFile> more = new ArrayList<>(increments);
    more.add(
        new AofFile(name + "." + sequence + INCREMENT_SUFFIX, sequence, AofFile.Kind.INCREMENT));
    return new AofManifest(base, history, more, lastBaseSequence, sequence);
  }

  /**
   * With a new base, which stands for everything before the increments that stay; a rewrite ends
   * with it. What it replaces becomes history.
   *
   * @param incrementsThatStay how many of the newest increments come after the base
   */
  public AofManifest withBase(AofFile newBase, int incrementsThatStay) {
    if (newBase.kind() != AofFile.Kind.BASE || newBase.sequence() <= lastBaseSequence) {
      throw new IllegalArgumentException("no next base: " + newBase);
    }
    int replaced = increments.size() - incrementsThatStay;
    List<AofFile> old = new ArrayList<>(history);
    base.map(AofFile::asHistory).ifPresent(old::add);
    increments.subList(0, replaced).stream().map(AofFile::asHistory).forEach(old::add);
    return new AofManifest(
        Optional.of(newBase),
        old,
        increments.subList(replaced, increments.size()),
        newBase.sequence(),
        lastIncrementSequence);
  }

  /** When the files that were replaced are deleted, or will never be found again. */
  public AofManifest withoutHistory() {
    return new AofManifest(base, List.of(), increments, lastBaseSequence, lastIncrementSequence);
  }

  /**
   * An AOF of before Redis 7, one file of any content: it becomes the base.
   *
   * @param name of the file, which keeps it
   */
  public static AofManifest ofSingleFile(String name) {
    AofFile base = new AofFile(name, 1, AofFile.Kind.BASE);
    return new AofManifest(Optional.of(base), List.of(), List.of(), 1, 0);
  }
}
