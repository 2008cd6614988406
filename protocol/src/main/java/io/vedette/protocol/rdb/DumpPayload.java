package io.vedette.protocol.rdb;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * One value as DUMP writes it and RESTORE reads it: its type byte and RDB encoding, the RDB version
 * in two bytes and the CRC64 of all that in eight, both lowest byte first.
 */
public final class DumpPayload {
  /** Redis 7.2's. */
  private static final int NEWEST_VERSION = 11;

  private static final int VERSION_BYTES = 2;
  private static final int FOOTER_BYTES = VERSION_BYTES + Long.BYTES;

  private DumpPayload() {}

  /**
   * Writes a payload.
   *
   * @param type the type byte of the encoding
   * @param value writes the value
   */
  public static byte[] of(int type, Consumer<RdbWriter> value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RdbWriter out = new RdbWriter(bytes::write, true);
    out.byte1(type);
    value.accept(out);
    out.flush();
    int body = bytes.size();
    byte[] payload = Arrays.copyOf(bytes.toByteArray(), body + FOOTER_BYTES);
    put(payload, body, RdbFormat.WRITTEN_VERSION, VERSION_BYTES);
    long checksum = Crc64.update(0, payload, 0, body + VERSION_BYTES);
    put(payload, body + VERSION_BYTES, checksum, Long.BYTES);
    return payload;
  }

  private static void put(byte[] bytes, int at, long value, int width) {
    for (int i = 0; i < width; i++) {
      bytes[at + i] = (byte) (value >>> 8 * i);
    }
  }

  private static long get(byte[] bytes, int at, int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | bytes[at + i] & 0xff;
    }
    return value;
  }

  /** Whether these bytes are a payload of a known version that nothing happened to. */
  public static boolean isIntact(byte[] bytes, int offset, int length) {
    if (length < FOOTER_BYTES) {
      return false;
    }
    int footer = offset + length - FOOTER_BYTES;
    long checksum = Crc64.update(0, bytes, offset, length - Long.BYTES);
    return get(bytes, footer, VERSION_BYTES) <= NEWEST_VERSION
        && get(bytes, footer + VERSION_BYTES, Long.BYTES) == checksum;
  }

  /**
   * Reads the value of an {@linkplain #isIntact intact} payload.
   *
   * @param decoders what reads a type; null for one that cannot be
   * @throws RdbException if the type or its encoding is not understood
   */
  public static Object read(byte[] bytes, int offset, int length, IntFunction<RdbDecoder> decoders)
      throws RdbException {
    RdbInput in = new RdbInput();
    in.append(bytes, offset, length - FOOTER_BYTES);
    try {
      int type = in.byte1();
      RdbDecoder decoder = decoders.apply(type);
      if (decoder == null) {
        throw new RdbException("Unknown value type " + type);
      }
      return decoder.decode(in);
    } catch (RdbInput.Underflow e) {
      throw new RdbException("The value ends too soon");
    }
  }
}
