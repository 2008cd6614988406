package io.vedette.node.type.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** Counting and finding, compared with looking at each bit. */
class BitSearchTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(50)
  void countsAndFindsWhatIsThere() {
    int offset = random.nextInt(10);
    int length = 1 + random.nextInt(100);
    byte[] bytes = sparse(offset + length + random.nextInt(5));
    for (int i = 0; i < 50; i++) {
      BitRange range = new BitRange(random.nextInt(length * 8), random.nextInt(length * 8));
      assertThat(BitSearch.count(bytes, offset, range))
          .as("%s, seed %d", range, seed)
          .isEqualTo(slowCount(bytes, offset, range));
      for (boolean one : new boolean[] {true, false}) {
        assertThat(BitSearch.find(one, bytes, offset, range))
            .as("%s of %s, seed %d", one, range, seed)
            .isEqualTo(slowFind(one, bytes, offset, range));
      }
    }
  }

  private byte[] sparse(int length) {
    byte[] bytes = new byte[length];
    int filler = random.nextInt(2) == 0 ? 0 : -1;
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (random.nextInt(40) == 0 ? random.nextInt() : filler);
    }
    return bytes;
  }

  private static boolean bit(byte[] bytes, int offset, long index) {
    return (bytes[offset + (int) (index / 8)] >> 7 - index % 8 & 1) == 1;
  }

  private static long slowCount(byte[] bytes, int offset, BitRange range) {
    long count = 0;
    for (long i = range.first(); i <= range.last(); i++) {
      count += bit(bytes, offset, i) ? 1 : 0;
    }
    return count;
  }

  private static long slowFind(boolean one, byte[] bytes, int offset, BitRange range) {
    for (long i = range.first(); i <= range.last(); i++) {
      if (bit(bytes, offset, i) == one) {
        return i;
      }
    }
    return -1;
  }
}
