package io.vedette.node.type.zset;

import io.vedette.node.store.EntryDigest;
import io.vedette.node.store.Frozen;
import io.vedette.node.store.FrozenBytes;
import io.vedette.node.store.PackableValue;
import io.vedette.node.store.PackedForm;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.store.ValueKind;
import io.vedette.node.store.ValueType;
import io.vedette.node.type.packed.PackedList;
import io.vedette.node.type.table.MemberLayout;
import io.vedette.node.type.table.MemberTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A sorted set. Packed: a listpack of members with their scores, in order. Large: a table that
 * finds the {@link ScoredMember} of a member, and a tree of the same arrays in order.
 *
 * <p>Ranks count from 0, the lowest score. A score is never NaN; that stands for no member.
 */
public final class ZSetValue extends PackableValue {
  /** How entries become sorted sets. */
  public static final ValueKind<ZSetValue> KIND =
      new ValueKind<>(
          ValueType.ZSET,
          ZSetValue.class,
          (form, entry, from) -> new ZSetValue(entry, from),
          ZSetValue::new);

  /** Score of what is no member. */
  static final double NONE = Double.NaN;

  private static final int OBJECT_BYTES = 40;

  /** Where the large form is; both null while packed. */
  private MemberTable table;

  private ScoreTree tree;

  /** What {@link #locate} found: a place in the listpack, or the element. */
  private int locatedPlace;

  private byte[] locatedElement;

  /** An empty sorted set. */
  ZSetValue() {
    this(PackedList.empty(), 0);
  }

  /** A packed sorted set: a listpack of members and scores. */
  ZSetValue(byte[] bytes, int from) {
    super(bytes, from);
  }

  /** A large sorted set. */
  ZSetValue(MemberTable table, ScoreTree tree) {
    this.table = table;
    this.tree = tree;
  }

  /** A sorted set of the elements of a table, which is its own then; packed if that fits. */
  static ZSetValue of(MemberTable table, PackedLimits limits) {
    byte[][] elements = ScoredMember.sorted(table);
    int size = elements.length;
    int longest = 0;
    for (byte[] e : elements) {
      longest = Math.max(longest, e.length - ScoredMember.MEMBER_AT);
    }
    if (size > limits.zsetMaxListpackEntries || longest > limits.zsetMaxListpackValue) {
      ScoreTree tree = new ScoreTree();
      for (byte[] e : elements) {
        tree.add(e);
      }
      return new ZSetValue(table, tree);
    }
    ZSetValue packed = new ZSetValue();
    for (byte[] e : elements) {
      int at = ScoredMember.MEMBER_AT;
      packed.put(limits, ScoredMember.score(e), e, at, e.length - at);
    }
    return packed;
  }

  // ---- members

  private int findPacked(byte[] member, int offset, int length) {
    int first = PackedList.first(bytes(), from());
    return PackedList.find(bytes(), first, 1, member, offset, length);
  }

  /** The score of a member, or {@link #NONE}. */
  public double score(byte[] member, int offset, int length) {
    if (isPacked()) {
      int at = findPacked(member, offset, length);
      return at == PackedList.NONE ? NONE : scoreBehind(at);
    }
    byte[] element = table.get(member, offset, length);
    return element == null ? NONE : ScoredMember.score(element);
  }

  private double scoreBehind(int place) {
    return PackedScores.at(bytes(), PackedList.next(bytes(), place));
  }

  /** As {@link #score}; then {@link #putLocated} of the same member may follow at once. */
  public double locate(byte[] member, int offset, int length) {
    if (isPacked()) {
      locatedPlace = findPacked(member, offset, length);
      return locatedPlace == PackedList.NONE ? NONE : scoreBehind(locatedPlace);
    }
    locatedElement = table.locate(member, offset, length);
    return locatedElement == null ? NONE : ScoredMember.score(locatedElement);
  }

  /** Gives the member that was located last a score, be it there already or not. */
  public void putLocated(PackedLimits limits, double score, byte[] member, int offset, int length) {
    if (isPacked()) {
      boolean isNew = locatedPlace == PackedList.NONE;
      if (!isNew || staysPacked(limits, length)) {
        byte[] list = isNew ? bytes() : PackedList.delete(bytes(), from(), locatedPlace, 2);
        edited(PackedScores.insert(list, from(), score, member, offset, length));
        return;
      }
      unpack(elements() + 1);
      locatedElement = table.locate(member, offset, length);
    }
    byte[] element = ScoredMember.of(score, member, offset, length);
    table.putLocated(element);
    if (locatedElement != null) {
      tree.remove(locatedElement);
    }
    tree.add(element);
  }

  private boolean staysPacked(PackedLimits limits, int length) {
    return elements() < limits.zsetMaxListpackEntries
        && length <= limits.zsetMaxListpackValue
        && (long) bytes().length + length < PackedList.MAX_BYTES;
  }

  /** Gives a member a score; says whether it is new. */
  public boolean put(PackedLimits limits, double score, byte[] member, int offset, int length) {
    boolean isNew = Double.isNaN(locate(member, offset, length));
    putLocated(limits, score, member, offset, length);
    return isNew;
  }

  /** Makes it large, with room for so many. */
  void unpack(long expected) {
    MemberTable madeTable = new MemberTable(MemberLayout.AFTER_8_BYTES, expected);
    ScoreTree madeTree = new ScoreTree();
    ZSetCursor all = all();
    while (all.next()) {
      // A listpack of a damaged file might name a member twice; the tree must not.
      if (madeTable.locate(all.bytes(), all.offset(), all.length()) == null) {
        byte[] element = ScoredMember.of(all.score(), all.bytes(), all.offset(), all.length());
        madeTable.putLocated(element);
        madeTree.add(element);
      }
    }
    table = madeTable;
    tree = madeTree;
    unpacked();
  }

  /** Takes a member away; says whether there was one. */
  boolean remove(byte[] member, int offset, int length) {
    if (isPacked()) {
      int at = findPacked(member, offset, length);
      if (at != PackedList.NONE) {
        edited(PackedList.delete(bytes(), from(), at, 2));
      }
      return at != PackedList.NONE;
    }
    byte[] element = table.remove(member, offset, length);
    if (element != null) {
      tree.remove(element);
    }
    return element != null;
  }

  /** Takes away a range. */
  void remove(RankRange range) {
    if (range.size() == 0) {
      return;
    }
    if (isPacked()) {
      int at = PackedList.at(bytes(), from(), 2L * range.from());
      edited(PackedList.delete(bytes(), from(), at, 2 * range.size()));
      return;
    }
    List<byte[]> elements = new ArrayList<>(range.size());
    ScoreCursor cursor = tree.ascending(range.from());
    for (int i = 0; i < range.size(); i++) {
      elements.add(cursor.next());
    }
    for (byte[] element : elements) {
      int at = ScoredMember.MEMBER_AT;
      table.remove(element, at, element.length - at);
      tree.remove(element);
    }
  }

  // ---- order

  /** The rank of a member, or -1. */
  int rank(byte[] member, int offset, int length) {
    if (isPacked()) {
      int at = findPacked(member, offset, length);
      int rank = -1;
      for (int i = at; i != PackedList.NONE; rank++) {
        int score = PackedList.previous(bytes(), from(), i);
        i = score == PackedList.NONE ? score : PackedList.previous(bytes(), from(), score);
      }
      return rank;
    }
    byte[] element = table.get(member, offset, length);
    return element == null ? -1 : tree.rank(ScoredMember.score(element), member, offset, length);
  }

  /** How many elements have a score below a limit, or up to it. */
  int countBelow(double limit, boolean orEqual) {
    if (!isPacked()) {
      return tree.countBelow((score, element) -> orEqual ? score <= limit : score < limit);
    }
    int count = 0;
    ZSetCursor all = all();
    while (all.next() && (orEqual ? all.score() <= limit : all.score() < limit)) {
      count++;
    }
    return count;
  }

  /** How many members come before a string, or up to it; right where all scores are equal. */
  int countBelow(byte[] limit, int offset, int length, boolean orEqual) {
    int most = orEqual ? 0 : -1;
    if (!isPacked()) {
      return tree.countBelow(
          (score, element) -> ScoredMember.compareMember(element, limit, offset, length) <= most);
    }
    int count = 0;
    ZSetCursor all = all();
    while (all.next() && compare(all, limit, offset, length) <= most) {
      count++;
    }
    return count;
  }

  private static int compare(ZSetCursor at, byte[] limit, int offset, int length) {
    int end = at.offset() + at.length();
    return Arrays.compareUnsigned(at.bytes(), at.offset(), end, limit, offset, offset + length);
  }

  /** Goes over a range; void once the set changes. */
  ZSetCursor cursor(RankRange range, boolean down) {
    return isPacked()
        ? ZSetCursor.packed(bytes(), from(), range, down)
        : ZSetCursor.large(tree, range, down);
  }

  /** Gets an element; the member is a range of an array, valid during the call. */
  @FunctionalInterface
  public interface ElementTest {
    /** Whether to go on. */
    boolean test(double score, byte[] member, int offset, int length);
  }

  /** Visits the elements from a score on up to below another, until the test is false. */
  public void whileTrue(double from, double below, ElementTest test) {
    int first = countBelow(from, false);
    ZSetCursor cursor = cursor(new RankRange(first, (int) elements()), false);
    boolean more = true;
    while (more && cursor.next() && cursor.score() < below) {
      more = test.test(cursor.score(), cursor.bytes(), cursor.offset(), cursor.length());
    }
  }

  /**
   * Copies of members.
   *
   * @param from the first's rank, counted from the lowest score, or else from the highest
   * @param until behind the last's rank, counted so as well
   */
  public byte[][] members(int from, int until, boolean fromHighest) {
    RankRange range = new RankRange(from, Math.max(from, until));
    ZSetCursor at = cursor(fromHighest ? range.mirrored((int) elements()) : range, fromHighest);
    byte[][] members = new byte[range.size()][];
    for (int i = 0; at.next(); i++) {
      members[i] = Arrays.copyOfRange(at.bytes(), at.offset(), at.offset() + at.length());
    }
    return members;
  }

  /** Goes over everything from the lowest score up. */
  ZSetCursor all() {
    return cursor(new RankRange(0, (int) elements()), false);
  }

  /** Goes to one element, each equally likely; there must be one. */
  ZSetCursor random(RandomGenerator random) {
    int rank = random.nextInt((int) elements());
    ZSetCursor cursor = cursor(new RankRange(rank, rank + 1), false);
    cursor.next();
    return cursor;
  }

  /** Gets members with the text of their scores; ranges of arrays, valid during the call. */
  @FunctionalInterface
  interface TextVisitor {
    void element(byte[] member, int offset, int length, byte[] score);
  }

  /** Visits some elements after a cursor, as {@link MemberTable#scan}; a packed set at once. */
  long scan(long cursor, long count, TextVisitor visitor) {
    if (!isPacked()) {
      return table.scan(
          cursor,
          count,
          e ->
              visitor.element(
                  e, ScoredMember.MEMBER_AT, e.length - ScoredMember.MEMBER_AT, text(e)));
    }
    int place = PackedList.first(bytes(), from());
    while (place != PackedList.NONE) {
      byte[] member = PackedList.text(bytes(), place);
      int score = PackedList.next(bytes(), place);
      visitor.element(member, 0, member.length, PackedList.text(bytes(), score));
      place = PackedList.next(bytes(), score);
    }
    return 0;
  }

  private static byte[] text(byte[] element) {
    return ScoreText.of(ScoredMember.score(element)).getBytes(StandardCharsets.US_ASCII);
  }

  // ---- as a value

  @Override
  public PackedForm form() {
    return PackedForm.SORTED_SET;
  }

  @Override
  protected String largeEncoding() {
    return "skiplist";
  }

  @Override
  public long elements() {
    return isPacked() ? PackedList.count(bytes(), from()) / 2 : table.size();
  }

  @Override
  protected long largeMemoryBytes() {
    return OBJECT_BYTES + table.memoryBytes() + tree.memoryBytes();
  }

  @Override
  public ZSetValue copy() {
    return isPacked()
        ? new ZSetValue(Arrays.copyOfRange(bytes(), from(), bytes().length), 0)
        : new ZSetValue(table.copy(), tree.copy());
  }

  @Override
  public void digestInto(EntryDigest digest) {
    EntryDigest pair = new EntryDigest();
    ZSetCursor all = all();
    while (all.next()) {
      byte[] score = ScoreText.of(all.score()).getBytes(StandardCharsets.US_ASCII);
      pair.reset();
      pair.mix(all.bytes(), all.offset(), all.length());
      pair.mix(score, 0, score.length);
      digest.xor(pair);
    }
  }

  @Override
  public Frozen freeze() {
    return isPacked()
        ? new FrozenBytes(ZSetRdb.LISTPACK, bytes(), from())
        : ZSetRdb.freeze(tree.size(), tree.freeze());
  }
}
