package io.vedette.deploy.drill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one group of clients did: every write and every error. Filled by the writers' threads, each
 * with a {@link Page} of its own; read when they have ended.
 *
 * @param route how the clients reached the database, for people
 */
record Ledger(String route, List<Page> pages) {

  /** One client's writes and errors, in order. */
  static final class Page {
    final List<Write> writes = new ArrayList<>();
    final List<ClientError> errors = new ArrayList<>();
    long reads;
  }

  /** An error that a client saw: its kind (code and first words), and of which operation. */
  record ClientError(long atNanos, boolean ofRead, String kind) {}

  /** A span between two acknowledged writes. */
  record Gap(long fromNanos, long toNanos) {
    double ms() {
      return (toNanos - fromNanos) / 1e6;
    }
  }

  /** One letter for the route, that sets its clients' keys apart. */
  char initial() {
    return route.charAt(route.lastIndexOf(' ') + 1);
  }

  static Ledger ofClients(String route, int clients) {
    return new Ledger(route, Stream.generate(Page::new).limit(clients).toList());
  }

  Stream<Write> writes() {
    return pages.stream().flatMap(page -> page.writes.stream());
  }

  Stream<ClientError> errors() {
    return pages.stream().flatMap(page -> page.errors.stream());
  }

  long acknowledged() {
    return writes().filter(Write::acknowledged).count();
  }

  long replicated() {
    return writes().filter(write -> write.acknowledged() && write.replicated).count();
  }

  long unknown() {
    return writes().filter(write -> write.fate == Write.Fate.UNKNOWN).count();
  }

  long lost() {
    return writes().filter(write -> write.acknowledged() && write.found == 0).count();
  }

  long lostReplicated() {
    return writes()
        .filter(write -> write.acknowledged() && write.replicated && write.found == 0)
        .count();
  }

  /** Writes that happened more than once. */
  long duplicated() {
    return writes().filter(write -> write.found > 1).count();
  }

  long reads() {
    return pages.stream().mapToLong(page -> page.reads).sum();
  }

  /** How often each kind of error came. */
  Map<String, Long> errorsByKind() {
    Map<String, Long> kinds = new TreeMap<>();
    errors().forEach(error -> kinds.merge(withoutTimes(error.kind()), 1L, Long::sum));
    return kinds;
  }

  /** Errors that differ only in a time are of one kind. */
  private static String withoutTimes(String kind) {
    return kind.replaceAll("\\d+ ms", "N ms");
  }

  /** The most errors that one client saw. */
  long mostErrorsOfOneClient() {
    return pages.stream().mapToLong(page -> page.errors.size()).max().orElse(0);
  }

  /**
   * When the first write of the shard was acknowledged by a master that came after the fault: it
   * was sent when the old master could not take it any more, or acknowledged when the new one had
   * been announced. An answer of the old master that was long under way counts for nothing.
   *
   * @param struckNanos when the fault was in force
   * @param promotedNanos when the new master was announced, if it was
   */
  OptionalLong firstAfterFault(int shard, long struckNanos, OptionalLong promotedNanos) {
    long announced = promotedNanos.orElse(Long.MAX_VALUE);
    return writes()
        .filter(write -> write.shard == shard && write.acknowledged())
        .filter(write -> write.startNanos >= struckNanos || write.endNanos >= announced)
        .mapToLong(write -> write.endNanos)
        .min();
  }

  /** The longest time without an acknowledged write to the shard, of those that end after then. */
  Optional<Gap> longestGap(int shard, long endsAfterNanos) {
    long[] ends =
        writes()
            .filter(write -> write.shard == shard && write.acknowledged())
            .mapToLong(write -> write.endNanos)
            .sorted()
            .toArray();
    List<Gap> gaps = new ArrayList<>();
    for (int i = 1; i < ends.length; i++) {
      if (ends[i] > endsAfterNanos) {
        gaps.add(new Gap(ends[i - 1], ends[i]));
      }
    }
    return gaps.stream().max(Comparator.comparingDouble(Gap::ms));
  }

  /** Acknowledged writes to the shard in each of {@code count} equal spans from then on. */
  int[] acknowledgedPerSpan(int shard, long fromNanos, long spanNanos, int count) {
    int[] perSpan = new int[count];
    writes()
        .filter(write -> write.shard == shard && write.acknowledged())
        .mapToLong(write -> Math.floorDiv(write.endNanos - fromNanos, spanNanos))
        .filter(span -> span >= 0 && span < count)
        .forEach(span -> perSpan[(int) span]++);
    return perSpan;
  }
}
