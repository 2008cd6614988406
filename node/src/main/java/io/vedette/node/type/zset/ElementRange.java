package io.vedette.node.type.zset;

/** What a command asks for by scores, by members or by ranks. */
@FunctionalInterface
interface ElementRange {
  /** The ranks, counted from the lowest, of the elements of a set that belong to the range. */
  RankRange in(ZSetValue set);
}
