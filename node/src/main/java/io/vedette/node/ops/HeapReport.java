package io.vedette.node.ops;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;

/** The Java machine's memory as a text for people. */
final class HeapReport {
  private HeapReport() {}

  static String now() {
    StringBuilder out = new StringBuilder(1024);
    out.append("pool: bytes in use, committed, limit (-1: none), most in use\n");
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getUsage();
      MemoryUsage peak = pool.getPeakUsage();
      line(out, pool.getName(), usage.getUsed(), usage.getCommitted(), usage.getMax());
      out.append(", ").append(peak.getUsed()).append('\n');
    }
    out.append("buffers outside of the heap: count, bytes in use, capacity\n");
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      line(out, pool.getName(), pool.getCount(), pool.getMemoryUsed(), pool.getTotalCapacity());
      out.append('\n');
    }
    out.append("collector: collections, milliseconds\n");
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      line(out, collector.getName(), collector.getCollectionCount(), collector.getCollectionTime());
      out.append('\n');
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String name, long... figures) {
    out.append("  ").append(name).append(':');
    String separator = " ";
    for (long figure : figures) {
      out.append(separator).append(figure);
      separator = ", ";
    }
  }
}
