package io.vedette.deploy.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Ports nobody listens on, each handed out once. They come from below the range that the kernel
 * takes for outgoing connections, so that they are still free when the process binds them; {@code
 * VEDETTE_PORTS=from-to} chooses another range.
 */
public final class FreePorts {
  private static final int DEFAULT_FROM = 12_000;
  private static final int DEFAULT_TO = 31_999;

  private final int from;
  private final int to;
  private final Set<Integer> given = new HashSet<>();
  private int next;

  private FreePorts(int from, int to, int next) {
    this.from = from;
    this.to = to;
    this.next = next;
  }

  /** Searches the configured range, from a place that differs between processes. */
  public static FreePorts search() {
    String range = System.getenv("VEDETTE_PORTS");
    int from = DEFAULT_FROM;
    int to = DEFAULT_TO;
    if (range != null) {
      try {
        String[] ends = range.split("-", 2);
        from = Integer.parseInt(ends[0].strip());
        to = Integer.parseInt(ends[1].strip());
      } catch (RuntimeException e) {
        throw new ClusterException("VEDETTE_PORTS must be from-to, not '" + range + "'", e);
      }
    }
    int size = to - from + 1;
    int start = from + (int) (Math.floorMod(ProcessHandle.current().pid() * 61, (long) size));
    return new FreePorts(from, to, start);
  }

  /** The wished port if it is free, else the first free one after it. */
  int near(int wished) {
    for (int port = wished; port <= 65535; port++) {
      if (take(port)) {
        return port;
      }
    }
    throw new ClusterException("no free port from " + wished + " upwards");
  }

  /** Whether the port was free; it is taken then. */
  boolean take(int port) {
    return isFree(port) && given.add(port);
  }

  /** The first of {@code count} free ports in a row. */
  public int block(int count) {
    for (int tried = 0; tried <= to - from; tried++) {
      int first = next + count - 1 > to ? from : next;
      next = first + 1;
      if (allFree(first, count)) {
        for (int port = first; port < first + count; port++) {
          given.add(port);
        }
        next = first + count;
        return first;
      }
    }
    throw new ClusterException("no " + count + " free ports in a row in " + from + "-" + to);
  }

  private boolean allFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      if (!isFree(port)) {
        return false;
      }
    }
    return true;
  }

  private boolean isFree(int port) {
    if (given.contains(port)) {
      return false;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
