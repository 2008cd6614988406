package io.vedette.node.type.hash;

import io.vedette.node.store.Frozen;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.type.table.FrozenEntries;
import io.vedette.node.type.table.MemberLayout;
import io.vedette.node.type.table.MemberTable;
import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbInput;
import io.vedette.protocol.rdb.RdbWriter;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.packed.Listpack;
import io.vedette.protocol.rdb.packed.PackedVisitor;
import io.vedette.protocol.rdb.packed.Ziplist;
import io.vedette.protocol.rdb.packed.Zipmap;
import io.vedette.protocol.resp.Decimal;
import java.util.Arrays;

/** The RDB encodings of hashes: those that we write, and those of older versions. */
public final class HashRdb {
  private static final int PAIRS = 4;
  private static final int ZIPMAP = 9;
  private static final int ZIPLIST = 13;
  static final int LISTPACK = 16;

  private HashRdb() {}

  /** How a hash of this type byte is read; null if it is no hash. */
  public static RdbDecoder decoder(int type, PackedLimits limits) {
    return switch (type) {
      case PAIRS -> new PairsDecoder(limits);
      case ZIPMAP -> in -> flat(in, limits, Zipmap::read);
      case ZIPLIST -> in -> flat(in, limits, Ziplist::read);
      case LISTPACK -> in -> listpack(in, limits);
      default -> null;
    };
  }

  /** A large hash as it is now: a count, fields and values. */
  static Frozen freeze(MemberTable table) {
    return new FrozenEntries(PAIRS, table.size(), table.freeze()::next, HashRdb::write);
  }

  private static void write(RdbWriter out, byte[] entry) {
    int at = MemberLayout.BEFORE_VALUE.memberOffset(entry);
    int valueAt = MemberLayout.valueOffset(entry);
    out.stringValue(entry, at, valueAt - at);
    out.stringValue(entry, valueAt, entry.length - valueAt);
  }

  /** Reads a count, fields and values; goes on behind the last pair when bytes were missing. */
  private static final class PairsDecoder implements RdbDecoder {
    private final PackedLimits limits;
    private final Slice field = new Slice();
    private final Slice value = new Slice();
    private HashValue hash;
    private long left;

    PairsDecoder(PackedLimits limits) {
      this.limits = limits;
    }

    @Override
    public Object decode(RdbInput in) throws RdbException, RdbInput.Underflow {
      if (hash == null) {
        left = in.length();
        hash = new HashValue();
        if (left > limits.hashMaxListpackEntries) {
          hash.unpack();
        }
        in.mark();
      }
      while (left > 0) {
        in.string(field);
        in.string(value);
        add(hash, limits, field, value);
        left--;
        in.mark();
      }
      return hash;
    }
  }

  private static void add(HashValue hash, PackedLimits limits, Slice field, Slice value)
      throws RdbException {
    boolean added =
        hash.set(
            limits,
            field.bytes(),
            field.offset(),
            field.length(),
            value.bytes(),
            value.offset(),
            value.length());
    if (!added) {
      throw new RdbException("Duplicate hash fields detected");
    }
  }

  private static Object listpack(RdbInput in, PackedLimits limits)
      throws RdbException, RdbInput.Underflow {
    byte[] bytes = in.string();
    requireEven(Listpack.read(bytes, 0, bytes.length, PackedVisitor.NONE));
    HashValue hash = new HashValue(bytes, 0);
    if (hash.elements() > limits.hashMaxListpackEntries) {
      long fields = hash.elements();
      hash.unpack();
      if (hash.elements() != fields) {
        throw new RdbException("Duplicate hash fields detected");
      }
    }
    return hash;
  }

  private static void requireEven(int entries) throws RdbException {
    if (entries % 2 != 0) {
      throw new RdbException("A hash field without its value");
    }
  }

  /** A walk over fields and values in turn. */
  @FunctionalInterface
  private interface FlatForm {
    int read(byte[] bytes, int offset, int length, PackedVisitor visitor) throws RdbException;
  }

  private static Object flat(RdbInput in, PackedLimits limits, FlatForm form)
      throws RdbException, RdbInput.Underflow {
    Slice slice = new Slice();
    in.string(slice);
    Collector collector = new Collector(limits);
    form.read(slice.bytes(), slice.offset(), slice.length(), collector);
    requireEven(collector.seen);
    return collector.hash;
  }

  /** Puts fields and values, which come in turn, into a hash. */
  private static final class Collector implements PackedVisitor {
    private final PackedLimits limits;
    private final HashValue hash = new HashValue();
    private byte[] field;
    private int seen;

    Collector(PackedLimits limits) {
      this.limits = limits;
    }

    @Override
    public void string(byte[] bytes, int offset, int length) throws RdbException {
      if (seen++ % 2 == 0) {
        field = Arrays.copyOfRange(bytes, offset, offset + length);
      } else if (!hash.set(limits, field, 0, field.length, bytes, offset, length)) {
        throw new RdbException("Duplicate hash fields detected");
      }
    }

    @Override
    public void integer(long number) throws RdbException {
      byte[] text = new byte[Decimal.length(number)];
      string(text, 0, Decimal.write(number, text, 0));
    }
  }
}
