package io.vedette.node.type.hyperloglog;

import io.vedette.node.command.CommandError;
import io.vedette.node.type.string.StringBytes;
import java.util.Arrays;

/**
 * The bytes of one HyperLogLog: {@code HYLL}, the encoding, three zero bytes, the cached estimate
 * in eight bytes, little endian, whose highest bit says that it is out of date; then registers.
 */
final class HyperLogLog {
  /** Bits of a hash that choose the register. */
  static final int REGISTER_INDEX_BITS = 14;

  static final int REGISTERS = 1 << REGISTER_INDEX_BITS;

  /** Most zeros that are counted in the rest of a hash. */
  static final int MAX_ZEROS = 64 - REGISTER_INDEX_BITS;

  static final int HEADER_BYTES = 16;
  private static final int DENSE_BYTES = HEADER_BYTES + DenseRegisters.BYTES;
  private static final byte[] MAGIC = {'H', 'Y', 'L', 'L'};
  private static final int ENCODING = 4;
  private static final int CACHED = 8;
  private static final int DENSE = 0;
  private static final int SPARSE = 1;

  private static final CommandError NOT_ONE =
      new CommandError("WRONGTYPE Key is not a valid HyperLogLog string value.");
  private static final CommandError CORRUPT =
      new CommandError("INVALIDOBJ Corrupted HLL object detected");

  private byte[] bytes;
  private int offset;
  private int length;

  private HyperLogLog(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** One that nothing was added to. */
  static HyperLogLog empty() {
    byte[] bytes = Arrays.copyOf(MAGIC, HEADER_BYTES + 2);
    bytes[ENCODING] = SPARSE;
    bytes[HEADER_BYTES] = 0x7f;
    bytes[HEADER_BYTES + 1] = (byte) 0xff;
    return new HyperLogLog(bytes, 0, bytes.length);
  }

  /**
   * The one that lies in a string. Changes go into the string's array as long as they fit.
   *
   * @throws CommandError if the string has no valid header
   */
  static HyperLogLog in(StringBytes string) {
    byte[] array = string.array();
    int at = string.offset();
    int length = string.length();
    if (length < HEADER_BYTES
        || !Arrays.equals(array, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)
        || (array[at + ENCODING] & 0xff) > SPARSE
        || array[at + ENCODING] == DENSE && length != DENSE_BYTES) {
      throw NOT_ONE;
    }
    return new HyperLogLog(array, at, length);
  }

  /** The same with bytes of its own. */
  HyperLogLog copy() {
    return new HyperLogLog(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
  }

  byte[] bytes() {
    return bytes;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  boolean isDense() {
    return bytes[offset + ENCODING] == DENSE;
  }

  /** The cached estimate; negative if it is out of date. */
  long cached() {
    long cached = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      cached = cached << 8 | bytes[offset + CACHED + i] & 0xff;
    }
    return cached;
  }

  /** Keeps an estimate that holds until the next change. */
  void cache(long estimate) {
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[offset + CACHED + i] = (byte) (estimate >>> 8 * i);
    }
  }

  /** Says that the cached estimate is out of date. */
  void invalidate() {
    bytes[offset + CACHED + Long.BYTES - 1] |= (byte) 0x80;
  }

  /**
   * Adds an element.
   *
   * @param sparseMaxBytes beyond that length the registers become dense
   * @return whether a register changed
   * @throws CommandError if the registers are damaged
   */
  boolean add(byte[] element, int from, int count, long sparseMaxBytes) {
    long hash = ElementHash.of(element, from, count);
    return raise(ElementHash.register(hash), ElementHash.value(hash), sparseMaxBytes);
  }

  /** Raises a register to a value; says whether it was lower. Otherwise as {@link #add}. */
  boolean raise(int register, int value, long sparseMaxBytes) {
    if (!isDense()) {
      SparseRegisters sparse = new SparseRegisters(bytes, offset + HEADER_BYTES, offset + length);
      switch (sparse.raise(register, value, sparseMaxBytes - HEADER_BYTES)) {
        case NO -> {
          return false;
        }
        case YES -> {
          bytes = sparse.bytes();
          length = sparse.end() - offset;
          return true;
        }
        case CORRUPT -> throw CORRUPT;
        case NOT_POSSIBLE -> makeDense();
      }
    }
    return DenseRegisters.raise(bytes, offset + HEADER_BYTES, register, value);
  }

  /** Gives the registers their dense form, in an array of their own. */
  void makeDense() {
    if (isDense()) {
      return;
    }
    byte[] dense = new byte[DENSE_BYTES];
    System.arraycopy(bytes, offset, dense, 0, HEADER_BYTES);
    dense[ENCODING] = DENSE;
    visit(
        (first, count, value) -> {
          for (int i = first; value > 0 && i < first + count; i++) {
            DenseRegisters.set(dense, HEADER_BYTES, i, value);
          }
        });
    bytes = dense;
    offset = 0;
    length = DENSE_BYTES;
  }

  /** Raises each of these registers to the one here. */
  void mergeInto(byte[] registers) {
    if (isDense()) {
      DenseRegisters.raise(registers, bytes, offset + HEADER_BYTES);
      return;
    }
    visit(
        (first, count, value) -> {
          for (int i = first; value > 0 && i < first + count; i++) {
            registers[i] = (byte) Math.max(registers[i], value);
          }
        });
  }

  /** Estimates the number of different elements, whatever is cached. */
  long estimate() {
    int[] registersOfValue = new int[64];
    if (isDense()) {
      DenseRegisters.count(bytes, offset + HEADER_BYTES, registersOfValue);
    } else {
      visit((first, count, value) -> registersOfValue[value] += count);
    }
    return Cardinality.estimate(registersOfValue);
  }

  /** The estimate for registers that were {@linkplain #mergeInto merged}. */
  static long estimate(byte[] registers) {
    int[] registersOfValue = new int[64];
    for (byte register : registers) {
      registersOfValue[register]++;
    }
    return Cardinality.estimate(registersOfValue);
  }

  /** The value of a register of a dense one. */
  int register(int index) {
    return DenseRegisters.get(bytes, offset + HEADER_BYTES, index);
  }

  /** The runs of a sparse one: {@code z:} and {@code Z:length} zeros, {@code v:value,length}. */
  String runs() {
    StringBuilder text = new StringBuilder();
    for (int at = offset + HEADER_BYTES; at < offset + length; ) {
      int run = bytes[at];
      text.append(text.isEmpty() ? "" : " ");
      int registers = SparseRegisters.length(bytes, at, offset + length);
      if (SparseRegisters.isValue(run)) {
        text.append("v:").append(SparseRegisters.value(run)).append(',').append(registers);
      } else {
        text.append(SparseRegisters.isLongZeros(run) ? "Z:" : "z:").append(registers);
      }
      at += SparseRegisters.isLongZeros(run) ? 2 : 1;
    }
    return text.toString();
  }

  private void visit(SparseRegisters.RunVisitor visitor) {
    if (!SparseRegisters.visit(bytes, offset + HEADER_BYTES, offset + length, visitor)) {
      throw CORRUPT;
    }
  }
}
