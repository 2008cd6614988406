package io.vedette.node.type.hash;

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
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A hash. Packed: a listpack of fields, each with its value behind it, in the order in which they
 * were added. Large: a table whose entries are a field and its value.
 */
public final class HashValue extends PackableValue {
  /** How entries become hashes. */
  public static final ValueKind<HashValue> KIND =
      new ValueKind<>(
          ValueType.HASH,
          HashValue.class,
          (form, entry, from) -> new HashValue(entry, from),
          HashValue::new);

  private static final int OBJECT_BYTES = 32;

  /** Where the large form is; null while packed. */
  private MemberTable table;

  /** Gets fields with their values; ranges of arrays that are valid during the call. */
  @FunctionalInterface
  interface PairVisitor {
    void pair(byte[] field, int offset, int length, byte[] value, int valueOffset, int valueLength);
  }

  /** An empty hash. */
  HashValue() {
    this(PackedList.empty(), 0);
  }

  /** A packed hash: a listpack of fields and values. */
  HashValue(byte[] bytes, int from) {
    super(bytes, from);
  }

  /** A large hash. */
  HashValue(MemberTable table) {
    this.table = table;
  }

  /** The table of a hash that is not packed. */
  MemberTable table() {
    return table;
  }

  // ---- fields

  private int findPacked(byte[] field, int offset, int length) {
    int first = PackedList.first(bytes(), from());
    return PackedList.find(bytes(), first, 1, field, offset, length);
  }

  /** Place of a field's value in the packed hash, or {@link PackedList#NONE}. */
  private int valuePlace(byte[] field, int offset, int length) {
    int at = findPacked(field, offset, length);
    return at == PackedList.NONE ? at : PackedList.next(bytes(), at);
  }

  boolean contains(byte[] field, int offset, int length) {
    return isPacked()
        ? findPacked(field, offset, length) != PackedList.NONE
        : table.get(field, offset, length) != null;
  }

  /** A copy of a field's value; null if there is no such field. */
  public byte[] get(byte[] field, int offset, int length) {
    if (isPacked()) {
      int at = valuePlace(field, offset, length);
      return at == PackedList.NONE ? null : PackedList.text(bytes(), at);
    }
    byte[] entry = table.get(field, offset, length);
    return entry == null
        ? null
        : Arrays.copyOfRange(entry, MemberLayout.valueOffset(entry), entry.length);
  }

  /** Length of a field's value; 0 if there is no such field. */
  int valueLength(byte[] field, int offset, int length) {
    if (isPacked()) {
      int at = valuePlace(field, offset, length);
      return at == PackedList.NONE ? 0 : PackedList.textLength(bytes(), at);
    }
    byte[] entry = table.get(field, offset, length);
    return entry == null ? 0 : entry.length - MemberLayout.valueOffset(entry);
  }

  /** Replies with a field's value, or null. */
  void reply(ReplyBuffer reply, byte[] field, int offset, int length) {
    if (isPacked()) {
      int at = valuePlace(field, offset, length);
      if (at == PackedList.NONE) {
        reply.nullBulk();
      } else {
        PackedList.reply(reply, bytes(), at);
      }
      return;
    }
    byte[] entry = table.get(field, offset, length);
    if (entry == null) {
      reply.nullBulk();
    } else {
      int at = MemberLayout.valueOffset(entry);
      reply.bulk(entry, at, entry.length - at);
    }
  }

  /**
   * Sets a field.
   *
   * @return whether it is new
   */
  boolean set(
      PackedLimits limits,
      byte[] field,
      int offset,
      int length,
      byte[] value,
      int valueOffset,
      int valueLength) {
    if (isPacked() && !staysPacked(limits, length, valueLength)) {
      unpack();
    }
    if (!isPacked()) {
      byte[] old = table.locate(field, offset, length);
      table.putLocated(
          MemberLayout.beforeValue(field, offset, length, value, valueOffset, valueLength));
      return old == null;
    }
    int at = valuePlace(field, offset, length);
    boolean isNew = at == PackedList.NONE;
    edited(
        isNew
            ? PackedList.append(
                bytes(), from(), field, offset, length, value, valueOffset, valueLength)
            : PackedList.replace(bytes(), from(), at, value, valueOffset, valueLength));
    // The limit may have become lower since the hash was packed.
    if (elements() > limits.hashMaxListpackEntries) {
      unpack();
    }
    return isNew;
  }

  private boolean staysPacked(PackedLimits limits, int length, int valueLength) {
    return length <= limits.hashMaxListpackValue
        && valueLength <= limits.hashMaxListpackValue
        && (long) bytes().length + length + valueLength < PackedList.MAX_BYTES;
  }

  /** Makes the hash large if an argument that is to be stored in it is too long to be packed. */
  void unpackFor(PackedLimits limits, int argumentLength) {
    if (isPacked() && argumentLength > limits.hashMaxListpackValue) {
      unpack();
    }
  }

  /** Makes it large. */
  void unpack() {
    MemberTable made = new MemberTable(MemberLayout.BEFORE_VALUE, elements());
    forEach(
        (field, at, length, value, valueAt, valueLength) ->
            made.put(MemberLayout.beforeValue(field, at, length, value, valueAt, valueLength)));
    table = made;
    unpacked();
  }

  /** Takes a field away; says whether there was one. */
  boolean remove(byte[] field, int offset, int length) {
    if (!isPacked()) {
      return table.remove(field, offset, length) != null;
    }
    int at = findPacked(field, offset, length);
    if (at == PackedList.NONE) {
      return false;
    }
    edited(PackedList.delete(bytes(), from(), at, 2));
    return true;
  }

  /** Visits every field, in the hash's own order; the visitor must not change the hash. */
  void forEach(PairVisitor visitor) {
    if (isPacked()) {
      PackedText field = new PackedText();
      PackedText value = new PackedText();
      for (int at = PackedList.first(bytes(), from()); at != PackedList.NONE; ) {
        int valueAt = PackedList.next(bytes(), at);
        visit(visitor, field.of(bytes(), at), value.of(bytes(), valueAt));
        at = PackedList.next(bytes(), valueAt);
      }
      return;
    }
    MemberWalk walk = table.walk();
    for (byte[] entry = walk.next(); entry != null; entry = walk.next()) {
      visit(visitor, entry);
    }
  }

  private static void visit(PairVisitor visitor, PackedText field, PackedText value) {
    visitor.pair(
        field.bytes(),
        field.offset(),
        field.length(),
        value.bytes(),
        value.offset(),
        value.length());
  }

  private static void visit(PairVisitor visitor, byte[] entry) {
    int at = MemberLayout.BEFORE_VALUE.memberOffset(entry);
    int valueAt = MemberLayout.valueOffset(entry);
    visitor.pair(entry, at, valueAt - at, entry, valueAt, entry.length - valueAt);
  }

  /** Visits so many random fields, each time any of them; there must be one. */
  void random(RandomGenerator random, long times, PairVisitor visitor) {
    if (!isPacked()) {
      for (long i = 0; i < times; i++) {
        visit(visitor, table.random(random));
      }
      return;
    }
    PackedText field = new PackedText();
    PackedText value = new PackedText();
    int count = (int) elements();
    for (long i = 0; i < times; i++) {
      int at = PackedList.at(bytes(), from(), 2L * random.nextInt(count));
      int valueAt = PackedList.next(bytes(), at);
      visit(visitor, field.of(bytes(), at), value.of(bytes(), valueAt));
    }
  }

  /** Visits some fields after a cursor, as {@link MemberTable#scan}; a packed hash at once. */
  long scan(long cursor, long count, PairVisitor visitor) {
    if (isPacked()) {
      forEach(visitor);
      return 0;
    }
    return table.scan(cursor, count, entry -> visit(visitor, entry));
  }

  // ---- as a value

  @Override
  public PackedForm form() {
    return PackedForm.HASH;
  }

  @Override
  protected String largeEncoding() {
    return "hashtable";
  }

  @Override
  public long elements() {
    return isPacked() ? PackedList.count(bytes(), from()) / 2 : table.size();
  }

  @Override
  protected long largeMemoryBytes() {
    return OBJECT_BYTES + table.memoryBytes();
  }

  @Override
  public HashValue copy() {
    return isPacked()
        ? new HashValue(Arrays.copyOfRange(bytes(), from(), bytes().length), 0)
        : new HashValue(table.copy());
  }

  @Override
  public void digestInto(EntryDigest digest) {
    EntryDigest pair = new EntryDigest();
    forEach(
        (field, at, length, value, valueAt, valueLength) -> {
          pair.reset();
          pair.mix(field, at, length);
          pair.mix(value, valueAt, valueLength);
          digest.xor(pair);
        });
  }

  @Override
  public Frozen freeze() {
    return isPacked() ? new FrozenBytes(HashRdb.LISTPACK, bytes(), from()) : HashRdb.freeze(table);
  }
}
