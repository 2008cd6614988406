package io.vedette.node.type.set;

import io.vedette.node.store.PackedLimits;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Intersection, union and difference of sets; null stands for a set that does not exist. */
final class SetAlgebra {
  private SetAlgebra() {}

  /**
   * Visits the members that all sets have, until the test is false.
   *
   * @param sets not empty
   */
  static void inter(List<SetValue> sets, SetValue.MemberTest test) {
    if (sets.contains(null)) {
      return;
    }
    SetValue[] bySize = sets.toArray(SetValue[]::new);
    Arrays.sort(bySize, Comparator.comparingLong(SetValue::elements));
    SetValue smallest = bySize[0];
    smallest.whileTrue(
        (bytes, at, length) -> {
          for (SetValue other : bySize) {
            if (other != smallest && !other.contains(bytes, at, length)) {
              return true;
            }
          }
          return test.test(bytes, at, length);
        });
  }

  /** Visits the members that the first set has and no other. */
  static void diff(List<SetValue> sets, SetValue.MemberVisitor visitor) {
    SetValue first = sets.getFirst();
    List<SetValue> others = sets.subList(1, sets.size()).stream().filter(s -> s != null).toList();
    if (first == null) {
      return;
    }
    first.forEach(
        (bytes, at, length) -> {
          for (SetValue other : others) {
            if (other == first || other.contains(bytes, at, length)) {
              return;
            }
          }
          visitor.member(bytes, at, length);
        });
  }

  /** All members of all sets. */
  static SetValue union(PackedLimits limits, List<SetValue> sets) {
    long members = 0;
    for (SetValue set : sets) {
      members = set == null || set.isPacked() ? members : Math.max(members, set.elements());
    }
    SetValue all = SetValue.expecting(limits, members, true);
    for (SetValue set : sets) {
      if (set != null) {
        all.addAll(limits, set);
      }
    }
    return all;
  }
}
