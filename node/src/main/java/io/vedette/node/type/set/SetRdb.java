package io.vedette.node.type.set;

import io.vedette.node.store.Frozen;
import io.vedette.node.store.PackedForm;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.type.packed.PackedList;
import io.vedette.node.type.table.FrozenEntries;
import io.vedette.node.type.table.MemberTable;
import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbInput;
import io.vedette.protocol.rdb.RdbWriter;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.packed.Listpack;
import io.vedette.protocol.rdb.packed.PackedVisitor;

/**
 * The RDB encodings of sets: those that we write, which are those of Redis 7.0, and the listpacks
 * of 7.2.
 */
public final class SetRdb {
  private static final int MEMBERS = 2;
  static final int INTEGERS = 11;
  private static final int LISTPACK = 20;
  private static final String DUPLICATE = "Duplicate set members detected";

  private SetRdb() {}

  /** How a set of this type byte is read; null if it is no set. */
  public static RdbDecoder decoder(int type, PackedLimits limits) {
    return switch (type) {
      case MEMBERS -> new MembersDecoder(limits);
      case INTEGERS -> in -> integers(in, limits);
      case LISTPACK -> in -> listpack(in, limits);
      default -> null;
    };
  }

  /** A large set as it is now: a count and the members. */
  static Frozen freeze(MemberTable table) {
    return new FrozenEntries(
        MEMBERS,
        table.size(),
        table.freeze()::next,
        (out, entry) -> out.stringValue(entry, 0, entry.length));
  }

  /** A packed set: Redis 7.0 knows no listpacks of sets. */
  record FrozenList(SetValue set) implements Frozen {
    @Override
    public int rdbType() {
      return MEMBERS;
    }

    @Override
    public boolean writeSome(RdbWriter out, int budgetBytes) {
      out.length(set.elements());
      set.forEach(out::stringValue);
      return false;
    }
  }

  /** Reads a count and members; goes on behind the last one when bytes were missing. */
  private static final class MembersDecoder implements RdbDecoder {
    private final PackedLimits limits;
    private final Slice member = new Slice();
    private SetValue set;
    private long left;

    MembersDecoder(PackedLimits limits) {
      this.limits = limits;
    }

    @Override
    public Object decode(RdbInput in) throws RdbException, RdbInput.Underflow {
      if (set == null) {
        left = in.length();
        set = new SetValue();
        if (left > limits.setMaxIntsetEntries) {
          set.unpack();
        }
        in.mark();
      }
      while (left > 0) {
        in.string(member);
        if (!set.add(limits, member.bytes(), member.offset(), member.length())) {
          throw new RdbException(DUPLICATE);
        }
        left--;
        in.mark();
      }
      return set;
    }
  }

  private static Object integers(RdbInput in, PackedLimits limits)
      throws RdbException, RdbInput.Underflow {
    byte[] bytes = in.string();
    if (!IntegerSet.isValid(bytes)) {
      throw new RdbException("Intset integrity check failed.");
    }
    SetValue set = new SetValue(PackedForm.INTEGER_SET, bytes, 0);
    if (set.elements() > limits.setMaxIntsetEntries) {
      set.unpack();
    }
    return set;
  }

  private static Object listpack(RdbInput in, PackedLimits limits)
      throws RdbException, RdbInput.Underflow {
    byte[] bytes = in.string();
    int members = Listpack.read(bytes, 0, bytes.length, PackedVisitor.NONE);
    SetValue set = new SetValue(PackedForm.SET, bytes, 0);
    if (members > limits.setMaxListpackEntries) {
      set.unpack();
      if (set.elements() != members) {
        throw new RdbException(DUPLICATE);
      }
    } else {
      requireDistinct(bytes);
    }
    return set;
  }

  private static void requireDistinct(byte[] bytes) throws RdbException {
    for (int at = PackedList.first(bytes, 0); at != PackedList.NONE; ) {
      byte[] member = PackedList.text(bytes, at);
      at = PackedList.next(bytes, at);
      if (PackedList.find(bytes, at, 0, member, 0, member.length) != PackedList.NONE) {
        throw new RdbException(DUPLICATE);
      }
    }
  }
}
