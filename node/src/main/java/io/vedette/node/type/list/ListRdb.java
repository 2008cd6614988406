package io.vedette.node.type.list;

import io.vedette.node.store.Frozen;
import io.vedette.node.store.PackedLimits;
import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbInput;
import io.vedette.protocol.rdb.RdbWriter;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.packed.Listpack;
import io.vedette.protocol.rdb.packed.PackedVisitor;
import io.vedette.protocol.rdb.packed.Ziplist;
import io.vedette.protocol.resp.Decimal;

/** The RDB encodings of lists: that which we write, and those of older versions. */
public final class ListRdb {
  private static final int ELEMENTS = 1;
  private static final int ZIPLIST = 10;
  private static final int ZIPLISTS = 14;
  private static final int LISTPACKS = 18;

  /** Kinds of nodes in the newest encoding: one element as it is, or a listpack. */
  private static final int PLAIN_NODE = 1;

  private static final int PACKED_NODE = 2;
  private static final int HEAD_BYTES = 6;

  private ListRdb() {}

  /** How a list of this type byte is read; null if it is no list. */
  public static RdbDecoder decoder(int type, PackedLimits limits) {
    return switch (type) {
      case ELEMENTS -> new PartsDecoder(limits, Collector::element);
      case ZIPLIST ->
          in -> {
            Collector collector = new Collector(limits);
            collector.ziplist(in);
            return collector.list();
          };
      case ZIPLISTS -> new PartsDecoder(limits, Collector::ziplist);
      case LISTPACKS -> new PartsDecoder(limits, Collector::node);
      default -> null;
    };
  }

  /** A packed list: one node. */
  record FrozenPacked(byte[] bytes, int from) implements Frozen {
    @Override
    public int rdbType() {
      return LISTPACKS;
    }

    @Override
    public boolean writeSome(RdbWriter out, int budgetBytes) {
      out.length(1);
      out.length(PACKED_NODE);
      out.stringValue(bytes, from, bytes.length - from);
      return false;
    }
  }

  /** A large list at one instant: a node for each chunk. */
  static final class FrozenChunks implements Frozen {
    private final ListChunk[] chunks;
    private int next;

    FrozenChunks(ListChunk[] chunks) {
      this.chunks = chunks;
    }

    @Override
    public int rdbType() {
      return LISTPACKS;
    }

    @Override
    public boolean writeSome(RdbWriter out, int budgetBytes) {
      if (next == 0) {
        out.length(chunks.length);
      }
      for (long left = budgetBytes; left > 0 && next < chunks.length; next++) {
        byte[] listpack = chunks[next].toListpack();
        out.length(PACKED_NODE);
        out.stringValue(listpack, 0, listpack.length);
        left -= listpack.length;
      }
      return next < chunks.length;
    }
  }

  /** Reads one part of a list into a collector. */
  @FunctionalInterface
  private interface Part {
    void read(Collector into, RdbInput in) throws RdbException, RdbInput.Underflow;
  }

  /** Reads a count and so many parts; goes on behind the last part when bytes were missing. */
  private static final class PartsDecoder implements RdbDecoder {
    private final Part part;
    private final Collector collector;
    private boolean begun;
    private long left;

    PartsDecoder(PackedLimits limits, Part part) {
      this.part = part;
      this.collector = new Collector(limits);
    }

    @Override
    public Object decode(RdbInput in) throws RdbException, RdbInput.Underflow {
      if (!begun) {
        left = in.length();
        begun = true;
        in.mark();
      }
      while (left > 0) {
        part.read(collector, in);
        left--;
        in.mark();
      }
      return collector.list();
    }
  }

  /** Puts a list together from elements and listpacks. */
  private static final class Collector implements PackedVisitor {
    private final ListLimit limit;
    private final Slice slice = new Slice();
    private final byte[] digits = new byte[20];
    private final ListChunks chunks = new ListChunks();

    Collector(PackedLimits limits) {
      limit = ListLimit.of(limits);
    }

    /** One element for itself. */
    void element(RdbInput in) throws RdbException, RdbInput.Underflow {
      in.string(slice);
      string(slice.bytes(), slice.offset(), slice.length());
    }

    void ziplist(RdbInput in) throws RdbException, RdbInput.Underflow {
      in.string(slice);
      Ziplist.read(slice.bytes(), slice.offset(), slice.length(), this);
    }

    void node(RdbInput in) throws RdbException, RdbInput.Underflow {
      long kind = in.length();
      if (kind == PLAIN_NODE) {
        element(in);
      } else if (kind == PACKED_NODE) {
        byte[] listpack = in.string();
        int count = Listpack.read(listpack, 0, listpack.length, PackedVisitor.NONE);
        if (count > 0) {
          chunks.addLast(listpack, HEAD_BYTES, listpack.length - 1, count);
        }
      } else {
        throw new RdbException("A list node of unknown kind " + kind);
      }
    }

    @Override
    public void string(byte[] bytes, int offset, int length) {
      chunks.push(ListEnd.TAIL, limit, bytes, offset, length);
    }

    @Override
    public void integer(long value) {
      chunks.push(ListEnd.TAIL, limit, digits, 0, Decimal.write(value, digits, 0));
    }

    ListValue list() {
      if (chunks.size() == 0) {
        return new ListValue();
      }
      ListChunk first = chunks.get(0);
      boolean one = chunks.size() == 1 && limit.allows(first.listpackBytes(), first.count);
      return one && first.listpackBytes() <= ListValue.MAX_PACKED_BYTES
          ? new ListValue(first.toListpack(), 0)
          : new ListValue(chunks, !one);
    }
  }
}
