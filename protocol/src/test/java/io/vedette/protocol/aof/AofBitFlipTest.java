package io.vedette.protocol.aof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A bit that flipped in a checksummed increment: it is refused. The one thing that may still load
 * is exactly what was written.
 */
class AofBitFlipTest {
  private static final int FLIPS = 10_000;

  @Test
  void everyBitOfASmallFile() {
    Increment increment = Increment.random(new Random(4), 3, 120);
    byte[] file = increment.file();
    for (int bit = 0; bit < file.length * 8; bit++) {
      flipAndScan(increment, file, bit);
    }
  }

  @Test
  void manyBitsOfLargerFiles() {
    long seed = Long.getLong("vedette.seed", System.nanoTime());
    System.out.println("AofBitFlipTest: -Dvedette.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 10; i++) {
      Increment increment = Increment.random(random, 30, 1 << (3 + i));
      byte[] file = increment.file();
      for (int k = 0; k < FLIPS / 10; k++) {
        flipAndScan(increment, file, random.nextInt(file.length * 8));
      }
    }
  }

  private static void flipAndScan(Increment increment, byte[] file, int bit) {
    file[bit / 8] ^= (byte) (1 << bit % 8);
    Scan scan = Scan.of(file, file.length, 4096);
    file[bit / 8] ^= (byte) (1 << bit % 8);
    byte[] handedOut = scan.handedOut();
    assertThat(handedOut)
        .as("bit %d", bit)
        .isEqualTo(Arrays.copyOf(increment.stream(), handedOut.length));
    if (handedOut.length > 0 || scan.nextOffset >= 0) {
      assertThat(scan.firstOffset).isEqualTo(increment.startOffset());
    }
    assertThat(scan.end).as("bit %d", bit).isInstanceOf(AofEnd.Damaged.class);
  }
}
