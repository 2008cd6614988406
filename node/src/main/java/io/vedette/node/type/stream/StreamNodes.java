package io.vedette.node.type.stream;

import io.vedette.node.store.PackedEntry;
import java.util.Arrays;

/**
 * The nodes of a stream in order of their ids, in an array with room on both sides.
 *
 * <p>A point-in-time view is the row of the nodes as it is; from then on the stream is in a new
 * epoch, and a node of an older one is copied before its first change. Nobody has to say that a
 * view is of no use any more.
 */
final class StreamNodes {
  private static final int OBJECT_BYTES = 40;
  private static final int LEAST_ROOM = 2;

  private StreamNode[] nodes = new StreamNode[LEAST_ROOM];
  private int from;
  private int to;
  private int epoch;
  private long nodeBytes;

  int size() {
    return to - from;
  }

  /** A node, only to be read. */
  StreamNode get(int index) {
    return nodes[from + index];
  }

  /** The last node, only to be read; null if there is none. */
  StreamNode last() {
    return from == to ? null : nodes[to - 1];
  }

  /** Estimate of the heap in use. */
  long memoryBytes() {
    return OBJECT_BYTES + PackedEntry.arrayBytes(nodes.length * Integer.BYTES) + nodeBytes;
  }

  /** The same, counted node by node. */
  long countedMemoryBytes() {
    long counted = OBJECT_BYTES + PackedEntry.arrayBytes(nodes.length * Integer.BYTES);
    for (int i = from; i < to; i++) {
      counted += nodes[i].memoryBytes();
    }
    return counted;
  }

  /** Index of the last node whose id is not above this one; -1 if there is none. */
  int floor(long ms, long seq) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = low + high >>> 1;
      StreamNode node = nodes[middle];
      if (StreamId.compare(node.ms, node.seq, ms, seq) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1 - from;
  }

  /** Adds a node behind the last one. */
  void addLast(StreamNode node) {
    if (to == nodes.length) {
      makeRoom();
    }
    nodes[to++] = node;
    nodeBytes += node.memoryBytes();
  }

  private void makeRoom() {
    int size = to - from;
    // Moved only when as many were removed as there are: so each node moves a few times at most.
    boolean moves = from >= nodes.length / 2 && from > 0;
    StreamNode[] target = moves ? nodes : new StreamNode[nodes.length * 2];
    System.arraycopy(nodes, from, target, 0, size);
    if (moves) {
      Arrays.fill(nodes, size, to, null);
    }
    nodes = target;
    from = 0;
    to = size;
  }

  void remove(int index) {
    int at = from + index;
    nodeBytes -= nodes[at].memoryBytes();
    if (at - from < to - 1 - at) {
      System.arraycopy(nodes, from, nodes, from + 1, at - from);
      nodes[from++] = null;
    } else {
      System.arraycopy(nodes, at + 1, nodes, at, to - 1 - at);
      nodes[--to] = null;
    }
    if (nodes.length > LEAST_ROOM && to - from <= nodes.length / 8) {
      int size = to - from;
      StreamNode[] smaller = new StreamNode[Math.max(LEAST_ROOM, nodes.length / 4)];
      System.arraycopy(nodes, from, smaller, 0, size);
      nodes = smaller;
      from = 0;
      to = size;
    }
  }

  /** The epoch that new nodes are to carry. */
  int epoch() {
    return epoch;
  }

  /** A node that may be changed, after which {@link #changed} must follow. */
  StreamNode own(int index) {
    StreamNode node = nodes[from + index];
    nodeBytes -= node.memoryBytes();
    if (node.epoch != epoch) {
      node = node.copy(epoch);
      nodes[from + index] = node;
    }
    return node;
  }

  /** A node that {@link #own} gave is changed. */
  void changed(StreamNode node) {
    nodeBytes += node.memoryBytes();
  }

  /** The nodes as they are, which will not change. */
  StreamNode[] freeze() {
    epoch++;
    return Arrays.copyOfRange(nodes, from, to);
  }

  /** Other nodes of the same entries, which share what neither changes. */
  StreamNodes copy() {
    StreamNodes copy = new StreamNodes();
    copy.nodes = freeze();
    copy.to = copy.nodes.length;
    if (copy.nodes.length == 0) {
      copy.nodes = new StreamNode[LEAST_ROOM];
    }
    copy.epoch = epoch;
    copy.nodeBytes = nodeBytes;
    return copy;
  }
}
