package io.vedette.protocol.rdb.check;

import io.vedette.protocol.rdb.ModuleValue;
import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbInput;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.packed.Intset;
import io.vedette.protocol.rdb.packed.Listpack;
import io.vedette.protocol.rdb.packed.PackedVisitor;
import io.vedette.protocol.rdb.packed.Ziplist;
import io.vedette.protocol.rdb.packed.Zipmap;

/** The checks of all values but streams; each answers with the number of elements. */
final class Parts {
  private static final int NODE_PLAIN = 1;
  private static final int NODE_PACKED = 2;
  private static final int SCORE_NAN = 253;

  private Parts() {}

  /** One element of a value that is a count and its elements. */
  @FunctionalInterface
  private interface Element {
    /** Reads it; the result is how many elements of the data type it holds. */
    long read(RdbInput in, Slice scratch) throws RdbException, RdbInput.Underflow;
  }

  /** Elements one after the other, each forgotten once read. */
  private static final class Repeated implements RdbDecoder {
    private final Element element;
    private final Slice scratch = new Slice();
    private long left = -1;
    private long count;

    Repeated(Element element) {
      this.element = element;
    }

    @Override
    public Object decode(RdbInput in) throws RdbException, RdbInput.Underflow {
      if (left < 0) {
        left = in.length();
        in.mark();
      }
      while (left > 0) {
        count += element.read(in, scratch);
        left--;
        in.mark();
      }
      return count;
    }
  }

  static RdbDecoder strings() {
    return new Repeated(
        (in, scratch) -> {
          in.string(scratch);
          return 1;
        });
  }

  static RdbDecoder pairs() {
    return new Repeated(
        (in, scratch) -> {
          in.string(scratch);
          in.string(scratch);
          return 1;
        });
  }

  static RdbDecoder binaryScores() {
    return new Repeated(
        (in, scratch) -> {
          in.string(scratch);
          checkScore(Double.longBitsToDouble(in.littleEndian(8)));
          return 1;
        });
  }

  static RdbDecoder textScores() {
    return new Repeated(
        (in, scratch) -> {
          in.string(scratch);
          int length = in.byte1();
          if (length == SCORE_NAN) {
            throw new RdbException("Zset with NAN score detected");
          }
          if (length < SCORE_NAN) {
            in.raw(length, scratch);
            checkScore(scratch.toString());
          }
          return 1;
        });
  }

  private static void checkScore(String text) throws RdbException {
    try {
      checkScore(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      throw new RdbException("A score that is no number: '" + text + "'");
    }
  }

  private static void checkScore(double score) throws RdbException {
    if (Double.isNaN(score)) {
      throw new RdbException("Zset with NAN score detected");
    }
  }

  static RdbDecoder ziplists() {
    return new Repeated(
        (in, scratch) -> {
          in.string(scratch);
          return Ziplist.read(
              scratch.bytes(), scratch.offset(), scratch.length(), PackedVisitor.NONE);
        });
  }

  static RdbDecoder quicklistNodes() {
    return new Repeated(
        (in, scratch) -> {
          long container = in.length();
          in.string(scratch);
          if (container == NODE_PLAIN) {
            return 1;
          }
          if (container != NODE_PACKED) {
            throw new RdbException("A list's node of unknown kind " + container);
          }
          return Listpack.read(
              scratch.bytes(), scratch.offset(), scratch.length(), PackedVisitor.NONE);
        });
  }

  private static Slice string(RdbInput in) throws RdbException, RdbInput.Underflow {
    Slice slice = new Slice();
    in.string(slice);
    return slice;
  }

  static Object ziplist(RdbInput in) throws RdbException, RdbInput.Underflow {
    Slice list = string(in);
    return (long) Ziplist.read(list.bytes(), list.offset(), list.length(), PackedVisitor.NONE);
  }

  static Object listpack(RdbInput in) throws RdbException, RdbInput.Underflow {
    Slice list = string(in);
    return (long) Listpack.read(list.bytes(), list.offset(), list.length(), PackedVisitor.NONE);
  }

  static Object intset(RdbInput in) throws RdbException, RdbInput.Underflow {
    Slice set = string(in);
    return (long) Intset.read(set.bytes(), set.offset(), set.length(), PackedVisitor.NONE);
  }

  static Object zipmap(RdbInput in) throws RdbException, RdbInput.Underflow {
    Slice map = string(in);
    return (long) Zipmap.read(map.bytes(), map.offset(), map.length(), PackedVisitor.NONE);
  }

  static Object ziplistPairs(RdbInput in) throws RdbException, RdbInput.Underflow {
    return pairsOf((long) ziplist(in));
  }

  static Object listpackPairs(RdbInput in) throws RdbException, RdbInput.Underflow {
    return pairsOf((long) listpack(in));
  }

  private static Object pairsOf(long entries) throws RdbException {
    if (entries % 2 != 0) {
      throw new RdbException("A field or member without its value or score");
    }
    return entries / 2;
  }

  static Object module(RdbInput in) throws RdbException, RdbInput.Underflow {
    in.unsigned64();
    ModuleValue.skip(in, new Slice());
    return 1L;
  }
}
