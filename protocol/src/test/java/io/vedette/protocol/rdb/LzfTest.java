package io.vedette.protocol.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LzfTest {
  private final Lzf lzf = new Lzf();

  @Test
  void roundTripsTextsOfEveryKind() throws RdbException {
    Random random = new Random(7);
    int shrunk = 0;
    for (int run = 0; run < 3000; run++) {
      byte[] in = new byte[random.nextInt(1, 40_000 >> run % 8)];
      int symbols = 1 + random.nextInt(1 << random.nextInt(8));
      for (int i = 0; i < in.length; i++) {
        in[i] = (byte) random.nextInt(symbols);
      }
      byte[] out = new byte[in.length];
      int size = lzf.compress(in, 0, in.length, out, in.length);
      if (size > 0) {
        shrunk++;
        byte[] expanded = new byte[in.length];
        Lzf.expand(out, 0, size, expanded);
        assertThat(expanded).isEqualTo(in);
      }
    }
    assertThat(shrunk).isGreaterThan(1000);
  }

  @Test
  void compressesRuns() {
    byte[] out = new byte[1000];
    assertThat(lzf.compress(new byte[1000], 0, 1000, out, 996)).isBetween(1, 30);
  }

  @Test
  void refusesWhatDoesNotExpandExactly() {
    byte[] backBeforeTheStart = {(byte) 0x20, 5};
    assertThatThrownBy(() -> Lzf.expand(backBeforeTheStart, 0, 2, new byte[3]))
        .isInstanceOf(RdbException.class);
    byte[] tooManyLiterals = {3, 'a', 'b', 'c', 'd'};
    assertThatThrownBy(() -> Lzf.expand(tooManyLiterals, 0, 5, new byte[3]))
        .isInstanceOf(RdbException.class);
    byte[] tooFew = {0, 'a'};
    assertThatThrownBy(() -> Lzf.expand(tooFew, 0, 2, new byte[3]))
        .isInstanceOf(RdbException.class);
  }

  @Test
  void survivesRandomBytes() {
    Random random = new Random(11);
    for (int run = 0; run < 20_000; run++) {
      byte[] in = new byte[random.nextInt(60)];
      random.nextBytes(in);
      try {
        Lzf.expand(in, 0, in.length, new byte[random.nextInt(100)]);
      } catch (RdbException e) {
        assertThat(e).hasMessageContaining("LZF");
      }
    }
  }
}
