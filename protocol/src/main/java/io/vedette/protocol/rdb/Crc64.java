package io.vedette.protocol.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum at the end of an RDB: CRC-64 with the Jones polynomial, reflected, starting from 0.
 *
 * <p>Check value: the checksum of {@code 123456789} is {@code e9c6d914c4b8d9ca}. Eight bytes a step
 * by table, since a full resync passes every byte of the data set through it.
 */
public final class Crc64 {
  private static final long REFLECTED_POLYNOMIAL = 0x95ac9329ac4bc9b5L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[][] TABLES = tables();

  private Crc64() {}

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REFLECTED_POLYNOMIAL;
      }
      tables[0][i] = crc;
    }
    for (int k = 1; k < 8; k++) {
      for (int i = 0; i < 256; i++) {
        long previous = tables[k - 1][i];
        tables[k][i] = tables[0][(int) previous & 0xFF] ^ (previous >>> 8);
      }
    }
    return tables;
  }

  /** The checksum of what {@code crc} already covers, followed by the given bytes. */
  public static long update(long crc, byte[] bytes, int offset, int length) {
    long sum = crc;
    int i = offset;
    int end = offset + length;
    for (; end - i >= 8; i += 8) {
      long x = sum ^ (long) LONG.get(bytes, i);
      sum =
          TABLES[7][(int) x & 0xFF]
              ^ TABLES[6][(int) (x >>> 8) & 0xFF]
              ^ TABLES[5][(int) (x >>> 16) & 0xFF]
              ^ TABLES[4][(int) (x >>> 24) & 0xFF]
              ^ TABLES[3][(int) (x >>> 32) & 0xFF]
              ^ TABLES[2][(int) (x >>> 40) & 0xFF]
              ^ TABLES[1][(int) (x >>> 48) & 0xFF]
              ^ TABLES[0][(int) (x >>> 56)];
    }
    for (; i < end; i++) {
      sum = TABLES[0][(int) (sum ^ bytes[i]) & 0xFF] ^ (sum >>> 8);
    }
    return sum;
  }
}
