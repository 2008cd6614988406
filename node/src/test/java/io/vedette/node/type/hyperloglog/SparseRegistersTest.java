package io.vedette.node.type.hyperloglog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Sparse registers against plain ones, under random changes. */
class SparseRegistersTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(20)
  void holdWhatWasRaised() {
    HyperLogLog registers = HyperLogLog.empty();
    byte[] model = new byte[HyperLogLog.REGISTERS];
    int spread = 1 + random.nextInt(HyperLogLog.REGISTERS);
    int values = 1 + random.nextInt(SparseRegisters.MAX_VALUE);
    for (int i = 0; i < 2000; i++) {
      int index = (int) ((long) random.nextInt(spread) * 7919 % HyperLogLog.REGISTERS);
      int value = 1 + random.nextInt(values);
      boolean raised = registers.raise(index, value, Long.MAX_VALUE);
      assertThat(raised).as("seed %d", seed).isEqualTo(model[index] < value);
      model[index] = (byte) Math.max(model[index], value);
    }
    assertThat(registers.isDense()).isFalse();
    byte[] read = new byte[HyperLogLog.REGISTERS];
    registers.mergeInto(read);
    assertThat(read).as("seed %d", seed).isEqualTo(model);
    registers.makeDense();
    byte[] dense = new byte[HyperLogLog.REGISTERS];
    registers.mergeInto(dense);
    assertThat(dense).as("seed %d", seed).isEqualTo(model);
    assertThat(registers.estimate()).isEqualTo(HyperLogLog.estimate(model));
  }

  @Test
  void neighboursOfOneValueAreOneRun() {
    HyperLogLog registers = HyperLogLog.empty();
    registers.raise(100, 3, Long.MAX_VALUE);
    assertThat(registers.runs()).isEqualTo("Z:100 v:3,1 Z:16283");
    registers.raise(101, 3, Long.MAX_VALUE);
    registers.raise(99, 3, Long.MAX_VALUE);
    assertThat(registers.runs()).isEqualTo("Z:99 v:3,3 Z:16282");
    registers.raise(100, 5, Long.MAX_VALUE);
    assertThat(registers.runs()).isEqualTo("Z:99 v:3,1 v:5,1 v:3,1 Z:16282");
    registers.raise(16_383, 1, Long.MAX_VALUE);
    registers.raise(60, 1, Long.MAX_VALUE);
    assertThat(registers.runs()).isEqualTo("z:60 v:1,1 z:38 v:3,1 v:5,1 v:3,1 Z:16281 v:1,1");
  }

  @Test
  void becomeDenseWhenTooLongOrTooHigh() {
    HyperLogLog high = HyperLogLog.empty();
    high.raise(5, 32, 3000);
    assertThat(high.isDense()).isFalse();
    high.raise(6, 33, 3000);
    assertThat(high.isDense()).isTrue();
    assertThat(high.register(5)).isEqualTo(32);
    assertThat(high.register(6)).isEqualTo(33);
    HyperLogLog longOne = HyperLogLog.empty();
    longOne.raise(1000, 1, 21);
    assertThat(longOne.isDense()).isFalse();
    longOne.raise(5000, 1, 21);
    assertThat(longOne.isDense()).isTrue();
  }
}
