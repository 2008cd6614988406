package io.vedette.node.type.zset;

import io.vedette.node.type.packed.PackedList;
import io.vedette.node.type.packed.PackedText;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Goes over a range of a sorted set, upwards or downwards. Member and score are those of the
 * element that {@link #next} came to, and valid until it is called again or the set changes.
 */
abstract class ZSetCursor {
  private int left;

  private ZSetCursor(int elements) {
    left = elements;
  }

  /** Over a range of a listpack of members with scores. */
  static ZSetCursor packed(byte[] list, int base, RankRange range, boolean down) {
    return new Packed(list, base, range, down);
  }

  /** Over a range of a tree. */
  static ZSetCursor large(ScoreTree tree, RankRange range, boolean down) {
    ScoreCursor cursor = down ? tree.descending(range.until() - 1) : tree.ascending(range.from());
    return new Large(cursor::next, range.size());
  }

  /** Over elements in their order. */
  static ZSetCursor over(byte[][] elements) {
    return new Large(Arrays.asList(elements).iterator()::next, elements.length);
  }

  /** Goes to the next element; says whether there is one. */
  final boolean next() {
    if (left == 0) {
      return false;
    }
    left--;
    step();
    return true;
  }

  protected abstract void step();

  /** The array that holds the member. */
  abstract byte[] bytes();

  abstract int offset();

  abstract int length();

  abstract double score();

  private static final class Packed extends ZSetCursor {
    private final byte[] list;
    private final int base;
    private final boolean down;
    private final PackedText member = new PackedText();
    private int at;
    private int place;

    Packed(byte[] list, int base, RankRange range, boolean down) {
      super(range.size());
      this.list = list;
      this.base = base;
      this.down = down;
      int rank = down ? range.until() - 1 : range.from();
      at = range.size() == 0 ? PackedList.NONE : PackedList.at(list, base, 2L * rank);
    }

    @Override
    protected void step() {
      place = at;
      member.of(list, place);
      if (down) {
        int score = PackedList.previous(list, base, place);
        at = score == PackedList.NONE ? score : PackedList.previous(list, base, score);
      } else {
        at = PackedList.next(list, PackedList.next(list, place));
      }
    }

    @Override
    byte[] bytes() {
      return member.bytes();
    }

    @Override
    int offset() {
      return member.offset();
    }

    @Override
    int length() {
      return member.length();
    }

    @Override
    double score() {
      return PackedScores.at(list, PackedList.next(list, place));
    }
  }

  private static final class Large extends ZSetCursor {
    private final Supplier<byte[]> elements;
    private byte[] element;

    Large(Supplier<byte[]> elements, int size) {
      super(size);
      this.elements = elements;
    }

    @Override
    protected void step() {
      element = elements.get();
    }

    @Override
    byte[] bytes() {
      return element;
    }

    @Override
    int offset() {
      return ScoredMember.MEMBER_AT;
    }

    @Override
    int length() {
      return element.length - ScoredMember.MEMBER_AT;
    }

    @Override
    double score() {
      return ScoredMember.score(element);
    }
  }
}
