package io.vedette.node.type.zset;

import io.vedette.node.store.Frozen;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.type.table.FrozenEntries;
import io.vedette.protocol.rdb.RdbDecoder;
import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbInput;
import io.vedette.protocol.rdb.RdbWriter;
import io.vedette.protocol.rdb.Slice;
import io.vedette.protocol.rdb.packed.Listpack;
import io.vedette.protocol.rdb.packed.PackedVisitor;
import io.vedette.protocol.rdb.packed.Ziplist;
import io.vedette.protocol.resp.Decimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The RDB encodings of sorted sets: those that we write, and those of older versions. */
public final class ZSetRdb {
  private static final int TEXT_SCORES = 3;
  private static final int BINARY_SCORES = 5;
  private static final int ZIPLIST = 12;
  static final int LISTPACK = 17;

  /** Lengths of a text score that stand for values without text. */
  private static final int NOT_A_NUMBER = 253;

  private static final int POSITIVE_INFINITY = 254;
  private static final int NEGATIVE_INFINITY = 255;

  private ZSetRdb() {}

  /** How a sorted set of this type byte is read; null if it is none. */
  public static RdbDecoder decoder(int type, PackedLimits limits) {
    return switch (type) {
      case TEXT_SCORES -> new ElementsDecoder(limits, ZSetRdb::textScore);
      case BINARY_SCORES ->
          new ElementsDecoder(limits, in -> Double.longBitsToDouble(in.littleEndian(8)));
      case ZIPLIST -> in -> flat(in, limits, Ziplist::read);
      case LISTPACK -> in -> listpack(in, limits);
      default -> null;
    };
  }

  /**
   * A large sorted set as it is now: a count, members and scores, the highest first; so Redis, and
   * older versions of it, append each at an end of their list.
   */
  static Frozen freeze(int size, ScoreCursor highestFirst) {
    return new FrozenEntries(BINARY_SCORES, size, highestFirst::next, ZSetRdb::write);
  }

  private static void write(RdbWriter out, byte[] element) {
    int at = ScoredMember.MEMBER_AT;
    out.stringValue(element, at, element.length - at);
    out.raw(element, 0, at);
  }

  /** Reads the score behind a member. */
  @FunctionalInterface
  private interface ScoreReader {
    double read(RdbInput in) throws RdbException, RdbInput.Underflow;
  }

  private static double textScore(RdbInput in) throws RdbException, RdbInput.Underflow {
    int length = in.byte1();
    return switch (length) {
      case NOT_A_NUMBER -> Double.NaN;
      case POSITIVE_INFINITY -> Double.POSITIVE_INFINITY;
      case NEGATIVE_INFINITY -> Double.NEGATIVE_INFINITY;
      default -> {
        Slice text = new Slice();
        in.raw(length, text);
        yield ScoreText.parse(text.bytes(), text.offset(), text.length());
      }
    };
  }

  /** Reads a count, members and scores; goes on behind the last one when bytes were missing. */
  private static final class ElementsDecoder implements RdbDecoder {
    private final PackedLimits limits;
    private final ScoreReader scores;
    private final Slice member = new Slice();
    private ZSetValue set;
    private long left;

    /** Members with the score -0, whose sign a packed set cannot keep. */
    private final List<byte[]> negativeZeros = new ArrayList<>();

    ElementsDecoder(PackedLimits limits, ScoreReader scores) {
      this.limits = limits;
      this.scores = scores;
    }

    @Override
    public Object decode(RdbInput in) throws RdbException, RdbInput.Underflow {
      if (set == null) {
        left = in.length();
        set = new ZSetValue();
        if (left > limits.zsetMaxListpackEntries) {
          // A count that was only announced must not decide how much memory is taken at once.
          set.unpack(Math.min(left, MAX_EXPECTED));
        }
        in.mark();
      }
      while (left > 0) {
        in.string(member);
        double score = scores.read(in);
        add(set, limits, score, member.bytes(), member.offset(), member.length());
        if (set.isPacked() && score == 0 && 1 / score < 0) {
          int from = member.offset();
          negativeZeros.add(Arrays.copyOfRange(member.bytes(), from, from + member.length()));
        }
        left--;
        in.mark();
      }
      if (!set.isPacked()) {
        negativeZeros.forEach(this::putNegativeZero);
      }
      return set;
    }

    private void putNegativeZero(byte[] name) {
      set.remove(name, 0, name.length);
      set.put(limits, -0.0, name, 0, name.length);
    }
  }

  private static final int MAX_EXPECTED = 1 << 20;

  private static void add(
      ZSetValue set, PackedLimits limits, double score, byte[] member, int offset, int length)
      throws RdbException {
    if (Double.isNaN(score)) {
      throw new RdbException("Zset with NAN score detected");
    }
    if (!set.put(limits, score, member, offset, length)) {
      throw new RdbException("Duplicate zset fields detected");
    }
  }

  /** A walk over members and scores in turn. */
  @FunctionalInterface
  private interface FlatForm {
    int read(byte[] bytes, int offset, int length, PackedVisitor visitor) throws RdbException;
  }

  /** The common case takes the bytes as they are. */
  private static Object listpack(RdbInput in, PackedLimits limits)
      throws RdbException, RdbInput.Underflow {
    byte[] bytes = in.string();
    OrderCheck check = new OrderCheck();
    int entries = Listpack.read(bytes, 0, bytes.length, check);
    return check.inOrder && entries % 2 == 0 && entries / 2 <= limits.zsetMaxListpackEntries
        ? new ZSetValue(bytes, 0)
        : collect(bytes, 0, bytes.length, limits, Listpack::read);
  }

  private static Object flat(RdbInput in, PackedLimits limits, FlatForm form)
      throws RdbException, RdbInput.Underflow {
    Slice slice = new Slice();
    in.string(slice);
    return collect(slice.bytes(), slice.offset(), slice.length(), limits, form);
  }

  private static Object collect(
      byte[] bytes, int offset, int length, PackedLimits limits, FlatForm form)
      throws RdbException {
    Collector collector = new Collector(limits);
    form.read(bytes, offset, length, collector);
    if (collector.member != null) {
      throw new RdbException("A zset member without its score");
    }
    return collector.set;
  }

  /** Looks whether scores are numbers that do not fall. */
  private static final class OrderCheck implements PackedVisitor {
    private boolean inOrder = true;
    private boolean isScore;
    private double last = Double.NEGATIVE_INFINITY;

    @Override
    public void string(byte[] bytes, int offset, int length) {
      if (isScore) {
        score(ScoreText.parse(bytes, offset, length));
      }
      isScore = !isScore;
    }

    @Override
    public void integer(long number) {
      if (isScore) {
        score(number);
      }
      isScore = !isScore;
    }

    private void score(double score) {
      inOrder &= score >= last;
      last = score;
    }
  }

  /**
   * Puts members and scores, which come in turn, into a set; so a form that is not in order, or
   * that has scores which are no numbers, does no harm.
   */
  private static final class Collector implements PackedVisitor {
    private final PackedLimits limits;
    private final ZSetValue set = new ZSetValue();

    /** Waits for its score; null while a member is next. */
    private byte[] member;

    Collector(PackedLimits limits) {
      this.limits = limits;
    }

    @Override
    public void string(byte[] bytes, int offset, int length) throws RdbException {
      if (member == null) {
        member = Arrays.copyOfRange(bytes, offset, offset + length);
      } else {
        score(ScoreText.parse(bytes, offset, length));
      }
    }

    @Override
    public void integer(long number) throws RdbException {
      if (member == null) {
        member = new byte[Decimal.length(number)];
        Decimal.write(number, member, 0);
      } else {
        score(number);
      }
    }

    private void score(double score) throws RdbException {
      add(set, limits, score, member, 0, member.length);
      member = null;
    }
  }
}
