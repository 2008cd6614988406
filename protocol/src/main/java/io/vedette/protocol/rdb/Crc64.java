package io.vedette.protocol.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum at the end of an RDB and of every block of an AOF: CRC-64 with the Jones polynomial,
 * reflected, starting from 0.
 *
 * <p>Check value: the checksum of {@code 123456789} is {@code e9c6d914c4b8d9ca}. Every byte that is
 * written, loaded or sent to a new replica passes through it, so it is computed by table as four
 * interleaved sums over every fourth word, which the processor works on at the same time; a single
 * one would wait for its own last lookup eight bytes at a time.
 */
public final class Crc64 {
  private static final long REFLECTED_POLYNOMIAL = 0x95ac9329ac4bc9b5L;
  private static final int WORD_BYTES = 8;
  private static final int SUMS = 4;
  private static final int ROUND_BYTES = SUMS * WORD_BYTES;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** At {@code j * 256 + b}: byte j of a word, with what follows it in the word passed over. */
  private static final long[] WORD = table(0);

  /** The same, with the words of the three other sums passed over too. */
  private static final long[] INTERLEAVED = table((SUMS - 1) * WORD_BYTES);

  private Crc64() {}

  private static long[] table(int bytesAfterWord) {
    long[] table = new long[WORD_BYTES * 256];
    for (int b = 0; b < 256; b++) {
      long crc = b;
      for (int passed = 0; passed < bytesAfterWord + WORD_BYTES; passed++) {
        crc = oneByte(crc);
        int j = WORD_BYTES - 1 - (passed - bytesAfterWord);
        if (j < WORD_BYTES) {
          table[j * 256 + b] = crc;
        }
      }
    }
    return table;
  }

  private static long oneByte(long crc) {
    long sum = crc;
    for (int bit = 0; bit < 8; bit++) {
      sum = (sum & 1) == 0 ? sum >>> 1 : (sum >>> 1) ^ REFLECTED_POLYNOMIAL;
    }
    return sum;
  }

  /** The checksum of what {@code crc} already covers, followed by the given bytes. */
  public static long update(long crc, byte[] bytes, int offset, int length) {
    long sum = crc;
    int i = offset;
    int end = offset + length;
    if (length >= 2 * ROUND_BYTES) {
      long[] table = INTERLEAVED;
      long sum1 = 0;
      long sum2 = 0;
      long sum3 = 0;
      for (; end - i >= 2 * ROUND_BYTES; i += ROUND_BYTES) {
        sum = lookUp(table, sum ^ word(bytes, i));
        sum1 = lookUp(table, sum1 ^ word(bytes, i + WORD_BYTES));
        sum2 = lookUp(table, sum2 ^ word(bytes, i + 2 * WORD_BYTES));
        sum3 = lookUp(table, sum3 ^ word(bytes, i + 3 * WORD_BYTES));
      }
      sum = lookUp(WORD, sum ^ word(bytes, i));
      sum = lookUp(WORD, sum ^ sum1 ^ word(bytes, i + WORD_BYTES));
      sum = lookUp(WORD, sum ^ sum2 ^ word(bytes, i + 2 * WORD_BYTES));
      sum = lookUp(WORD, sum ^ sum3 ^ word(bytes, i + 3 * WORD_BYTES));
      i += ROUND_BYTES;
    }
    for (; end - i >= WORD_BYTES; i += WORD_BYTES) {
      sum = lookUp(WORD, sum ^ word(bytes, i));
    }
    for (; i < end; i++) {
      sum = WORD[7 * 256 + ((int) (sum ^ bytes[i]) & 0xFF)] ^ (sum >>> 8);
    }
    return sum;
  }

  private static long word(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  private static long lookUp(long[] table, long word) {
    return table[(int) word & 0xFF]
        ^ table[256 + ((int) (word >>> 8) & 0xFF)]
        ^ table[512 + ((int) (word >>> 16) & 0xFF)]
        ^ table[768 + ((int) (word >>> 24) & 0xFF)]
        ^ table[1024 + ((int) (word >>> 32) & 0xFF)]
        ^ table[1280 + ((int) (word >>> 40) & 0xFF)]
        ^ table[1536 + ((int) (word >>> 48) & 0xFF)]
        ^ table[1792 + (int) (word >>> 56)];
  }
}
