package io.vedette.node.type.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.type.bitmap.BitField.Overflow;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BitFieldTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(100)
  void readsBackWhatItWroteAndTouchesNothingElse() {
    boolean signed = random.nextBoolean();
    BitField field = new BitField(signed, 1 + random.nextInt(signed ? 64 : 63));
    int offset = random.nextInt(5);
    byte[] bytes = new byte[offset + 30];
    random.nextBytes(bytes);
    long bit = random.nextInt(30 * 8 - field.bits());
    BigInteger before = content(bytes, offset);
    long value = field.sum(random.nextLong(), 0, Overflow.WRAP);
    field.write(bytes, offset, bit, value);
    assertThat(field.read(bytes, offset, 30, bit)).as("seed %d", seed).isEqualTo(value);
    BigInteger mask =
        BigInteger.ONE
            .shiftLeft(field.bits())
            .subtract(BigInteger.ONE)
            .shiftLeft((int) (30 * 8 - bit - field.bits()));
    assertThat(content(bytes, offset).andNot(mask))
        .as("seed %d", seed)
        .isEqualTo(before.andNot(mask));
  }

  private static BigInteger content(byte[] bytes, int offset) {
    return new BigInteger(1, bytes, offset, bytes.length - offset);
  }

  @RepeatedTest(100)
  void sumsWrapSaturateOrAreRefused() {
    boolean signed = random.nextBoolean();
    BitField field = new BitField(signed, 1 + random.nextInt(signed ? 64 : 63));
    long value = field.sum(random.nextLong(), 0, Overflow.WRAP);
    long increment = random.nextLong() >> random.nextInt(64);
    BigInteger modulus = BigInteger.ONE.shiftLeft(field.bits());
    BigInteger max =
        BigInteger.ONE.shiftLeft(signed ? field.bits() - 1 : field.bits()).subtract(BigInteger.ONE);
    BigInteger min = signed ? max.negate().subtract(BigInteger.ONE) : BigInteger.ZERO;
    BigInteger exact = BigInteger.valueOf(value).add(BigInteger.valueOf(increment));
    BigInteger wrapped = exact.mod(modulus);
    wrapped = wrapped.compareTo(max) > 0 ? wrapped.subtract(modulus) : wrapped;
    String sum = field + ": " + value + " + " + increment;
    assertThat(field.sum(value, increment, Overflow.WRAP)).as(sum).isEqualTo(wrapped.longValue());
    assertThat(field.sum(value, increment, Overflow.SAT))
        .as(sum)
        .isEqualTo(exact.min(max).max(min).longValue());
    assertThat(field.overflows(value, increment)).as(sum).isEqualTo(!exact.equals(wrapped));
  }

  @Test
  void zerosFollowTheEnd() {
    byte[] bytes = {(byte) 0xff, (byte) 0xff};
    assertThat(new BitField(false, 16).read(bytes, 0, 1, 0)).isEqualTo(0xff00);
    assertThat(new BitField(true, 64).read(bytes, 0, 2, 3)).isEqualTo(-1L << 51);
  }
}
