package io.vedette.node.type.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Things with different names, in the order of the names' bytes; few enough to move in memory. */
final class SortedNames<T extends SortedNames.Named> {
  /** What has a name, which never changes. */
  interface Named {
    byte[] name();
  }

  private final List<T> sorted;

  SortedNames() {
    this(0);
  }

  /** Has room for so many from the start. */
  SortedNames(int room) {
    sorted = new ArrayList<>(room);
  }

  int size() {
    return sorted.size();
  }

  /** All, in order; to be read only. */
  List<T> all() {
    return sorted;
  }

  /** The one of this name, or null. */
  T get(byte[] bytes, int offset, int length) {
    int index = find(bytes, offset, length);
    return index < 0 ? null : sorted.get(index);
  }

  /** Adds one; says whether its name was free. */
  boolean add(T named) {
    int index = find(named.name(), 0, named.name().length);
    if (index >= 0) {
      return false;
    }
    sorted.add(-index - 1, named);
    return true;
  }

  /** Takes one away that is here. */
  void remove(T named) {
    sorted.remove(find(named.name(), 0, named.name().length));
  }

  /** Index of a name, or one below 0 that says where it would be. */
  private int find(byte[] bytes, int offset, int length) {
    int low = 0;
    int high = sorted.size() - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      byte[] there = sorted.get(middle).name();
      int order = Arrays.compareUnsigned(there, 0, there.length, bytes, offset, offset + length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
