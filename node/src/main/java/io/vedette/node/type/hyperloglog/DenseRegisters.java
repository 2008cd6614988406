package io.vedette.node.type.hyperloglog;

/** Registers of six bits each, one after the other, the lowest bits of a byte first. */
final class DenseRegisters {
  /** Bytes of all registers. */
  static final int BYTES = HyperLogLog.REGISTERS * 6 / 8;

  private static final int MASK = 63;

  private DenseRegisters() {}

  /** The register of that index, of registers that start at an offset. */
  static int get(byte[] bytes, int offset, int index) {
    int at = offset + index * 6 / 8;
    int shift = index * 6 & 7;
    int value = (bytes[at] & 0xff) >> shift;
    // A register that ends with its byte needs no next one, which the last byte does not have.
    return shift > 2 ? (value | bytes[at + 1] << 8 - shift) & MASK : value & MASK;
  }

  /** Sets a register. */
  static void set(byte[] bytes, int offset, int index, int value) {
    int at = offset + index * 6 / 8;
    int shift = index * 6 & 7;
    bytes[at] = (byte) (bytes[at] & ~(MASK << shift) | value << shift);
    if (shift > 2) {
      int rest = 8 - shift;
      bytes[at + 1] = (byte) (bytes[at + 1] & ~(MASK >> rest) | value >> rest);
    }
  }

  /** Raises a register to a value; says whether it was lower. */
  static boolean raise(byte[] bytes, int offset, int index, int value) {
    if (get(bytes, offset, index) >= value) {
      return false;
    }
    set(bytes, offset, index, value);
    return true;
  }

  /** Raises each of these registers to the one of that index here. */
  static void raise(byte[] registers, byte[] bytes, int offset) {
    int at = offset;
    for (int i = 0; i < HyperLogLog.REGISTERS; i += 4, at += 3) {
      int four = bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
      registers[i] = (byte) Math.max(registers[i], four & MASK);
      registers[i + 1] = (byte) Math.max(registers[i + 1], four >> 6 & MASK);
      registers[i + 2] = (byte) Math.max(registers[i + 2], four >> 12 & MASK);
      registers[i + 3] = (byte) Math.max(registers[i + 3], four >> 18);
    }
  }

  /** Counts how many registers have each value. */
  static void count(byte[] bytes, int offset, int[] registersOfValue) {
    int at = offset;
    for (int i = 0; i < HyperLogLog.REGISTERS; i += 4, at += 3) {
      int four = bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16;
      registersOfValue[four & MASK]++;
      registersOfValue[four >> 6 & MASK]++;
      registersOfValue[four >> 12 & MASK]++;
      registersOfValue[four >> 18]++;
    }
  }
}
