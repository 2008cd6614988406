package io.vedette.node.type.sort;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import java.util.ArrayList;
import java.util.List;

/** What a SORT asks for. Of options that are repeated the last one counts; each GET does. */
final class SortRequest {
  static final int KEY = 1;
  private static final int FIRST_OPTION = 2;

  private boolean descending;
  private boolean alphabetic;
  private boolean unsorted;
  private SortPattern by;
  private final List<SortPattern> gets = new ArrayList<>();
  private int target;
  private long skipped;
  private long most = -1;

  private SortRequest() {}

  /**
   * Reads the arguments.
   *
   * @param mayStore whether STORE is allowed
   */
  static SortRequest parse(Execution x, boolean mayStore) {
    SortRequest request = new SortRequest();
    int i = FIRST_OPTION;
    while (i < x.argumentCount()) {
      i += request.option(x, i, mayStore);
    }
    return request;
  }

  /** Reads one option; says of how many arguments it was. */
  private int option(Execution x, int at, boolean mayStore) {
    int values = x.argumentCount() - at - 1;
    if (x.is(at, "ASC") || x.is(at, "DESC")) {
      descending = x.is(at, "DESC");
      return 1;
    } else if (x.is(at, "ALPHA")) {
      alphabetic = true;
      return 1;
    } else if (x.is(at, "LIMIT") && values >= 2) {
      skipped = x.integer(at + 1);
      most = x.integer(at + 2);
      return 3;
    } else if (x.is(at, "STORE") && mayStore && values >= 1) {
      target = at + 1;
      return 2;
    } else if (x.is(at, "BY") && values >= 1) {
      by = SortPattern.of(x.copy(at + 1));
      // Once a pattern names no keys there is no order, whatever pattern follows.
      unsorted |= by.isConstant();
      return 2;
    } else if (x.is(at, "GET") && values >= 1) {
      gets.add(SortPattern.of(x.copy(at + 1)));
      return 2;
    }
    throw CommandError.SYNTAX;
  }

  /** Has the elements compared with each other as texts: an order where none was asked for. */
  void sortByThemselves() {
    unsorted = false;
    alphabetic = true;
    by = null;
  }

  boolean isDescending() {
    return descending;
  }

  /** Whether texts are compared and not numbers. */
  boolean isAlphabetic() {
    return alphabetic;
  }

  /** Whether the elements stay in the order that they have. */
  boolean isUnsorted() {
    return unsorted;
  }

  /** Where the weights of the elements are; null if these are compared themselves. */
  SortPattern by() {
    return by;
  }

  /** What is answered for each element; empty: the element itself. */
  List<SortPattern> gets() {
    return gets;
  }

  /** Index of the argument that says where to store the result; 0 if it is to be answered. */
  int target() {
    return target;
  }

  /** The first of so many elements that LIMIT leaves; the number of elements if it leaves none. */
  int from(int size) {
    return Math.clamp(skipped, 0, size);
  }

  /** Behind the last of so many elements that LIMIT leaves. */
  int until(int size) {
    return most < 0 ? size : (int) Math.min(size, from(size) + Math.min(most, size));
  }
}
