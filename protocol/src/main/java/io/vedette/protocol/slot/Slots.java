package io.vedette.protocol.slot;

/**
 * A key's hash slot: CRC16 of the key, or of its {@code {hash tag}}, modulo 16384.
 *
 * <p>Format: Redis Cluster specification, "Key distribution model" (CRC16-CCITT, XMODEM variant).
 */
public final class Slots {
  /** Number of slots; slots are 0 to 16383. */
  public static final int COUNT = 16384;

  private static final int POLYNOMIAL = 0x1021;
  private static final char[] CRC = crcOfEachByte();

  private Slots() {}

  /**
   * The slot of the key in these bytes. If it holds a {@code {} with a {@code }} after it and at
   * least one byte between, only what is between the first of each counts.
   */
  public static int slotOf(byte[] data, int offset, int length) {
    int end = offset + length;
    for (int open = offset; open < end; open++) {
      if (data[open] != '{') {
        continue;
      }
      int close = open + 1;
      while (close < end && data[close] != '}') {
        close++;
      }
      if (close < end && close > open + 1) {
        return crc16(data, open + 1, close - open - 1) & (COUNT - 1);
      }
      break;
    }
    return crc16(data, offset, length) & (COUNT - 1);
  }

  /** The slot of a key that is an array of its own. */
  public static int slotOf(byte[] key) {
    return slotOf(key, 0, key.length);
  }

  /** CRC16 (polynomial 0x1021, start 0, not reflected) of the bytes, 0 to 65535. */
  static int crc16(byte[] data, int offset, int length) {
    int crc = 0;
    for (int i = offset, end = offset + length; i < end; i++) {
      crc = ((crc << 8) & 0xFF00) ^ CRC[(crc >>> 8 ^ data[i]) & 0xFF];
    }
    return crc;
  }

  private static char[] crcOfEachByte() {
    char[] table = new char[256];
    for (int value = 0; value < table.length; value++) {
      int crc = value << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
      }
      table[value] = (char) crc;
    }
    return table;
  }
}
