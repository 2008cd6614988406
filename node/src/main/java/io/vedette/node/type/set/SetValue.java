package io.vedette.node.type.set;

import io.vedette.node.store.EntryDigest;
import io.vedette.node.store.Frozen;
import io.vedette.node.store.FrozenBytes;
import io.vedette.node.store.PackableValue;
import io.vedette.node.store.PackedForm;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.store.ValueKind;
import io.vedette.node.store.ValueType;
import io.vedette.node.type.packed.PackedList;
import io.vedette.node.type.packed.PackedText;
import io.vedette.node.type.table.MemberLayout;
import io.vedette.node.type.table.MemberTable;
import io.vedette.node.type.table.MemberWalk;
import io.vedette.protocol.resp.Decimal;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A set. Packed: a sorted array of integers while all members are such, else a listpack in the
 * order in which they were added. Large: a table whose entries are the members.
 */
public final class SetValue extends PackableValue {
  /** How entries become sets. */
  public static final ValueKind<SetValue> KIND =
      new ValueKind<>(ValueType.SET, SetValue.class, SetValue::new, SetValue::new);

  private static final int OBJECT_BYTES = 32;

  /** Longest text of a number. */
  private static final int LONGEST_NUMBER_BYTES = 20;

  private PackedForm form;

  /** Where the large form is; null while packed. */
  private MemberTable table;

  /** Gets members; ranges of arrays that are valid during the call. */
  @FunctionalInterface
  interface MemberVisitor {
    void member(byte[] bytes, int offset, int length);
  }

  /** Gets members until it has enough. */
  @FunctionalInterface
  public interface MemberTest {
    /** Whether to go on. */
    boolean test(byte[] bytes, int offset, int length);
  }

  /** An empty set. */
  SetValue() {
    this(PackedForm.INTEGER_SET, IntegerSet.empty(), 0);
  }

  /** A packed set: integers or a listpack. */
  SetValue(PackedForm form, byte[] bytes, int from) {
    super(bytes, from);
    this.form = form;
  }

  /** A large set. */
  SetValue(MemberTable table) {
    this.form = PackedForm.SET;
    this.table = table;
  }

  /**
   * An empty set in the form that about so many members will need.
   *
   * @param integers whether they may be integers
   */
  static SetValue expecting(PackedLimits limits, long members, boolean integers) {
    if (integers && members <= limits.setMaxIntsetEntries) {
      return new SetValue();
    }
    return members <= limits.setMaxListpackEntries
        ? new SetValue(PackedForm.SET, PackedList.empty(), 0)
        : new SetValue(new MemberTable(MemberLayout.WHOLE, members));
  }

  private boolean isIntegers() {
    return isPacked() && form == PackedForm.INTEGER_SET;
  }

  // ---- members

  public boolean contains(byte[] member, int offset, int length) {
    if (isIntegers()) {
      return Decimal.isLong(member, offset, length)
          && IntegerSet.find(bytes(), from(), Decimal.parse(member, offset, length)) >= 0;
    }
    return isPacked()
        ? place(member, offset, length) != PackedList.NONE
        : table.get(member, offset, length) != null;
  }

  private int place(byte[] member, int offset, int length) {
    return PackedList.find(bytes(), PackedList.first(bytes(), from()), 0, member, offset, length);
  }

  /** Adds a member; says whether it is new. */
  boolean add(PackedLimits limits, byte[] member, int offset, int length) {
    if (isIntegers()) {
      if (Decimal.isLong(member, offset, length)) {
        return addInteger(limits, Decimal.parse(member, offset, length));
      }
      leaveIntegers(limits, length);
    }
    if (isPacked()) {
      if (place(member, offset, length) != PackedList.NONE) {
        return false;
      }
      if (fitsListpack(limits, length)) {
        edited(PackedList.append(bytes(), from(), member, offset, length));
        return true;
      }
      unpack();
    }
    boolean found = table.locate(member, offset, length) != null;
    if (!found) {
      table.putLocated(Arrays.copyOfRange(member, offset, offset + length));
    }
    return !found;
  }

  /** Adds all members of another set; large sets share what they have in common. */
  void addAll(PackedLimits limits, SetValue other) {
    if (isPacked() || other.isPacked()) {
      other.forEach((bytes, at, length) -> add(limits, bytes, at, length));
      return;
    }
    other.table.forEach(
        entry -> {
          if (table.locate(entry, 0, entry.length) == null) {
            table.putLocated(entry);
          }
        });
  }

  private boolean addInteger(PackedLimits limits, long number) {
    int rank = IntegerSet.find(bytes(), from(), number);
    if (rank >= 0) {
      return false;
    }
    edited(IntegerSet.insert(bytes(), from(), -1 - rank, number));
    if (elements() > limits.setMaxIntsetEntries) {
      unpack();
    }
    return true;
  }

  private boolean fitsListpack(PackedLimits limits, int length) {
    return elements() < limits.setMaxListpackEntries
        && length <= limits.setMaxListpackValue
        && (long) bytes().length + length < PackedList.MAX_BYTES;
  }

  /** A member that is no integer is about to come: a listpack, or large. */
  private void leaveIntegers(PackedLimits limits, int length) {
    boolean fits = fitsListpack(limits, length) && longestInteger() <= limits.setMaxListpackValue;
    if (!fits) {
      unpack();
      return;
    }
    byte[] list = PackedList.empty();
    if (from() > 0) {
      list = behindHead(list);
    }
    int count = (int) elements();
    for (int i = 0; i < count; i++) {
      long number = IntegerSet.get(bytes(), from(), i);
      list = PackedList.insert(list, from(), PackedList.NONE, number);
    }
    form = PackedForm.SET;
    edited(list);
  }

  private byte[] behindHead(byte[] list) {
    byte[] whole = Arrays.copyOf(bytes(), from() + list.length);
    System.arraycopy(list, 0, whole, from(), list.length);
    return whole;
  }

  private int longestInteger() {
    int count = (int) elements();
    if (count == 0) {
      return 0;
    }
    // The longest text is that of the smallest or of the largest number.
    long smallest = IntegerSet.get(bytes(), from(), 0);
    long largest = IntegerSet.get(bytes(), from(), count - 1);
    return Math.max(Decimal.length(smallest), Decimal.length(largest));
  }

  /** Makes it large. */
  void unpack() {
    MemberTable made = new MemberTable(MemberLayout.WHOLE, elements());
    forEach((bytes, at, length) -> made.put(Arrays.copyOfRange(bytes, at, at + length)));
    table = made;
    form = PackedForm.SET;
    unpacked();
  }

  /** Takes a member away; says whether there was one. */
  boolean remove(byte[] member, int offset, int length) {
    if (isIntegers()) {
      if (!Decimal.isLong(member, offset, length)) {
        return false;
      }
      int rank = IntegerSet.find(bytes(), from(), Decimal.parse(member, offset, length));
      if (rank >= 0) {
        edited(IntegerSet.delete(bytes(), from(), rank));
      }
      return rank >= 0;
    }
    if (!isPacked()) {
      return table.remove(member, offset, length) != null;
    }
    int at = place(member, offset, length);
    if (at != PackedList.NONE) {
      edited(PackedList.delete(bytes(), from(), at, 1));
    }
    return at != PackedList.NONE;
  }

  /** Visits every member, in the set's own order; the visitor must not change the set. */
  void forEach(MemberVisitor visitor) {
    whileTrue(
        (bytes, at, length) -> {
          visitor.member(bytes, at, length);
          return true;
        });
  }

  /** Visits members until the test is false; it must not change the set. */
  public void whileTrue(MemberTest test) {
    if (isIntegers()) {
      byte[] text = new byte[LONGEST_NUMBER_BYTES];
      int count = (int) elements();
      for (int i = 0; i < count; i++) {
        int length = Decimal.write(IntegerSet.get(bytes(), from(), i), text, 0);
        if (!test.test(text, 0, length)) {
          return;
        }
      }
    } else if (isPacked()) {
      PackedText text = new PackedText();
      int at = PackedList.first(bytes(), from());
      while (at != PackedList.NONE && test(test, text.of(bytes(), at))) {
        at = PackedList.next(bytes(), at);
      }
    } else {
      MemberWalk walk = table.walk();
      byte[] entry = walk.next();
      while (entry != null && test.test(entry, 0, entry.length)) {
        entry = walk.next();
      }
    }
  }

  private static boolean test(MemberTest test, PackedText text) {
    return test.test(text.bytes(), text.offset(), text.length());
  }

  /** Any member, each equally likely; a copy. There must be one. */
  byte[] random(RandomGenerator random) {
    if (!isPacked()) {
      return table.random(random).clone();
    }
    int rank = random.nextInt((int) elements());
    if (isIntegers()) {
      long number = IntegerSet.get(bytes(), from(), rank);
      byte[] text = new byte[Decimal.length(number)];
      Decimal.write(number, text, 0);
      return text;
    }
    return PackedList.text(bytes(), PackedList.at(bytes(), from(), rank));
  }

  /** Visits some members after a cursor, as {@link MemberTable#scan}; a packed set at once. */
  long scan(long cursor, long count, MemberVisitor visitor) {
    if (isPacked()) {
      forEach(visitor);
      return 0;
    }
    return table.scan(cursor, count, entry -> visitor.member(entry, 0, entry.length));
  }

  // ---- as a value

  @Override
  public PackedForm form() {
    return form;
  }

  @Override
  protected String largeEncoding() {
    return "hashtable";
  }

  @Override
  public long elements() {
    if (!isPacked()) {
      return table.size();
    }
    return isIntegers() ? IntegerSet.count(bytes(), from()) : PackedList.count(bytes(), from());
  }

  @Override
  protected long largeMemoryBytes() {
    return OBJECT_BYTES + table.memoryBytes();
  }

  @Override
  public SetValue copy() {
    return isPacked()
        ? new SetValue(form, Arrays.copyOfRange(bytes(), from(), bytes().length), 0)
        : new SetValue(table.copy());
  }

  @Override
  public void digestInto(EntryDigest digest) {
    forEach(digest::xor);
  }

  @Override
  public Frozen freeze() {
    if (!isPacked()) {
      return SetRdb.freeze(table);
    }
    return isIntegers()
        ? new FrozenBytes(SetRdb.INTEGERS, bytes(), from())
        : new SetRdb.FrozenList(this);
  }
}
