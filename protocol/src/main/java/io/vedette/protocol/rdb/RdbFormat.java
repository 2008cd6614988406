package io.vedette.protocol.rdb;

import java.util.Arrays;

/** Constants of the RDB format. */
public final class RdbFormat {
  /** The version that we write: the newest that Redis 7.0 loads. */
  public static final int WRITTEN_VERSION = 10;

  /** The newest version that we read (Redis 7.4). */
  public static final int NEWEST_READABLE_VERSION = 12;

  /** Value type of strings, the only one whose value has no structure of its own. */
  public static final int TYPE_STRING = 0;

  /** Longest string that is accepted, Redis's {@code proto-max-bulk-len} default. */
  public static final int MAX_STRING_BYTES = 512 * 1024 * 1024;

  /** Absent expiry. */
  public static final long NO_EXPIRY = -1;

  /** Bytes by which an RDB is known. */
  public static final int MAGIC_BYTES = 5;

  static final byte[] MAGIC = {'R', 'E', 'D', 'I', 'S'};
  static final int VERSION_DIGITS = 4;
  static final int CHECKSUM_BYTES = 8;

  /** The first version that ends with a checksum. */
  static final int FIRST_VERSION_WITH_CHECKSUM = 5;

  static final int OPCODE_FUNCTION = 0xF5;
  static final int OPCODE_FUNCTION_EARLY = 0xF6;
  static final int OPCODE_MODULE_AUX = 0xF7;
  static final int OPCODE_IDLE = 0xF8;
  static final int OPCODE_FREQUENCY = 0xF9;
  static final int OPCODE_AUX = 0xFA;
  static final int OPCODE_RESIZE_DB = 0xFB;
  static final int OPCODE_EXPIRE_MS = 0xFC;
  static final int OPCODE_EXPIRE_SECONDS = 0xFD;
  static final int OPCODE_SELECT_DB = 0xFE;
  static final int OPCODE_EOF = 0xFF;
  static final int FIRST_OPCODE = 0xF4;

  /** Length forms: the top two bits of the first byte. */
  static final int LENGTH_6_BITS = 0;

  static final int LENGTH_14_BITS = 1;
  static final int LENGTH_ENCODED = 3;
  static final int LENGTH_32_BITS_MARK = 0x80;
  static final int LENGTH_64_BITS_MARK = 0x81;

  /** Encoded strings: the low six bits where the top two say "encoded". */
  static final int ENCODED_INT8 = 0;

  static final int ENCODED_INT16 = 1;
  static final int ENCODED_INT32 = 2;
  static final int ENCODED_LZF = 3;

  private RdbFormat() {}

  /** Whether a file is an RDB that begins with these bytes, {@link #MAGIC_BYTES} or more. */
  public static boolean begins(byte[] bytes, int length) {
    return length >= MAGIC_BYTES && Arrays.equals(bytes, 0, MAGIC_BYTES, MAGIC, 0, MAGIC_BYTES);
  }
}
