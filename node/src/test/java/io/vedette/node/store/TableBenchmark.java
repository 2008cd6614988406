package io.vedette.node.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Cost of random SET and GET on a table of a million keys, and heap per entry. Run with the JVM
 * flags of a node; the argument is the number of keys.
 */
public final class TableBenchmark {
  private static final int VALUE_BYTES = 64;

  /** CPU time of the thread, so that a busy machine does not count. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private TableBenchmark() {}

  public static void main(String[] arguments) {
    int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    Keyspace keyspace = new Keyspace(16, new Random(1), (database, key) -> {});
    keyspace.advanceTo(1_800_000_000_000L);
    Database database = keyspace.database(0);
    byte[] key = "key00000000".getBytes(US_ASCII);
    byte[] value = "x".repeat(VALUE_BYTES).getBytes(US_ASCII);
    long before = usedHeap();
    for (int i = 0; i < keys; i++) {
      number(key, i);
      database.putString(key, 0, key.length, value, 0, value.length, Database.NO_EXPIRY);
    }
    System.out.printf(
        "heap %.1f bytes an entry, estimated %.1f%n",
        (double) (usedHeap() - before) / keys, (double) database.memoryBytes() / keys);
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 6; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < keys; i++) {
        number(key, random.nextInt(keys));
        database.putString(key, 0, key.length, value, 0, value.length, Database.NO_EXPIRY);
      }
      long middle = THREADS.getCurrentThreadCpuTime();
      long found = 0;
      for (int i = 0; i < keys; i++) {
        number(key, random.nextInt(keys));
        found += database.find(key, 0, key.length) == null ? 0 : 1;
      }
      long end = THREADS.getCurrentThreadCpuTime();
      System.out.printf(
          "SET %d ns, GET %d ns, found %d%n",
          (middle - start) / keys, (end - middle) / keys, found);
    }
  }

  private static void number(byte[] key, int number) {
    int rest = number;
    for (int i = key.length - 1; i >= 3; i--) {
      key[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
