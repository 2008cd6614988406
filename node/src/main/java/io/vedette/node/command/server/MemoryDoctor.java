package io.vedette.node.command.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds what is unusual in figures of memory, and says what it means and what to do. */
final class MemoryDoctor {
  private static final long MIB = 1024 * 1024;

  /** Below this much there is nothing worth a look. */
  private static final long SMALL_BYTES = 5 * MIB;

  private static final double FULL = 0.85;
  private static final double HIGH_PEAK = 1.5;
  private static final long MANY_BYTES_PER_CLIENT = 200 * 1024;
  private static final long MANY_BYTES_OF_REPLICAS = 10 * MIB;
  private static final double MUCH_OUTSIDE = 0.5;
  private static final long OUTSIDE_IN_ANY_CASE = 256 * MIB;

  private MemoryDoctor() {}

  static String report(MemoryFigures now) {
    List<String> found = findings(now);
    if (!found.isEmpty()) {
      return String.join("\n", found) + "\n";
    }
    return now.dataset() < SMALL_BYTES
        ? "This copy holds " + InfoText.human(now.dataset()) + " of data: too little to judge.\n"
        : "Nothing unusual: "
            + InfoText.human(now.dataset())
            + " of data in a heap of which "
            + InfoText.human(now.used())
            + " are in use.\n";
  }

  private static List<String> findings(MemoryFigures now) {
    List<String> found = new ArrayList<>();
    if (now.used() > FULL * now.limit()) {
      found.add(
          percent(now.used(), now.limit())
              + " of the largest heap allowed are in use, garbage included. See with MEMORY PURGE"
              + " and MEMORY STATS what is left; if that is much, give the process a larger -Xmx"
              + " or this copy less data before writes fail.");
    }
    if (now.dataset() >= SMALL_BYTES && now.peak() > HIGH_PEAK * now.used()) {
      found.add(
          "The heap once had "
              + InfoText.human(now.peak())
              + " in use, and has "
              + InfoText.human(now.used())
              + " now. That is usual after data were deleted or garbage was collected.");
    }
    if (now.clientCount() > 0 && now.clients() / now.clientCount() > MANY_BYTES_PER_CLIENT) {
      found.add(
          "Clients' buffers hold "
              + InfoText.human(now.clients() / now.clientCount())
              + " on average. CLIENT LIST tells by omem who does not read its replies, by qbuf who"
              + " sends without an end; client-output-buffer-limit bounds the former.");
    }
    if (now.replicas() > MANY_BYTES_OF_REPLICAS) {
      found.add(
          "Replicas' connections hold "
              + InfoText.human(now.replicas())
              + " that is still to be sent. INFO replication tells by lag which one is slow; the"
              + " network to it may be too.");
    }
    long outside = now.resident() - now.committed();
    if (outside > Math.max(OUTSIDE_IN_ANY_CASE, MUCH_OUTSIDE * now.committed())) {
      found.add(
          InfoText.human(outside)
              + " of the process lie outside of its heap: network buffers, threads, compiled code"
              + " and the collector's own tables.");
    }
    return found;
  }

  private static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * MemoryFigures.ratio(part, whole));
  }
}
