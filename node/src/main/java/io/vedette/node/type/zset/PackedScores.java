package io.vedette.node.type.zset;

import io.vedette.node.type.packed.PackedList;
import io.vedette.node.type.packed.PackedText;
import java.util.Arrays;

/** A listpack of members, each with its score behind it, in the order of score and member. */
final class PackedScores {
  private PackedScores() {}

  /** The score that an element holds. */
  static double at(byte[] list, int place) {
    if (PackedList.isInteger(list, place)) {
      return PackedList.integer(list, place);
    }
    return ScoreText.parse(
        list, PackedList.stringOffset(list, place), PackedList.stringLength(list, place));
  }

  /** Inserts a member, which must not be there, with its score where it belongs. */
  static byte[] insert(byte[] list, int base, double score, byte[] member, int offset, int length) {
    int place = placeFor(list, base, score, member, offset, length);
    byte[] edited = PackedList.insert(list, base, place, member, offset, length);
    int behind = place == PackedList.NONE ? PackedList.NONE : PackedList.next(edited, place);
    if (ScoreText.isInteger(score)) {
      return PackedList.insert(edited, base, behind, (long) score);
    }
    byte[] text = ScoreText.packed(score);
    return PackedList.insert(edited, base, behind, text, 0, text.length);
  }

  /** The place of the first element that comes after a score and member. */
  private static int placeFor(
      byte[] list, int base, double score, byte[] member, int offset, int length) {
    PackedText text = new PackedText();
    int place = PackedList.first(list, base);
    while (place != PackedList.NONE) {
      int scorePlace = PackedList.next(list, place);
      double there = at(list, scorePlace);
      if (there > score
          || there == score && compare(text.of(list, place), member, offset, length) > 0) {
        return place;
      }
      place = PackedList.next(list, scorePlace);
    }
    return place;
  }

  static int compare(PackedText text, byte[] member, int offset, int length) {
    return Arrays.compareUnsigned(
        text.bytes(),
        text.offset(),
        text.offset() + text.length(),
        member,
        offset,
        offset + length);
  }
}
