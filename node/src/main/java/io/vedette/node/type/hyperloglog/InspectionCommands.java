package io.vedette.node.type.hyperloglog;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/** PFDEBUG and PFSELFTEST: for tests of implementations. */
final class InspectionCommands {
  private static final int KEY = 2;

  /** Elements of the self test; the estimate may be off by four standard errors of 0.81 %. */
  private static final int TEST_ELEMENTS = 100_000;

  private static final double TEST_ERROR = 0.0325;
  private static final long TEST_SPARSE_MAX_BYTES = 3_000;

  private InspectionCommands() {}

  static void debug(Execution x) {
    if (x.db().peek(x.bytes(), x.offset(KEY), x.length(KEY)) == null) {
      throw new CommandError("ERR The specified key does not exist");
    }
    OpenedHyperLogLog opened = OpenedHyperLogLog.open(x, KEY);
    HyperLogLog registers = opened.registers();
    switch (x.text(1).toLowerCase(Locale.ROOT)) {
      case "getreg" -> {
        makeDense(x, opened);
        x.reply().array(HyperLogLog.REGISTERS);
        for (int i = 0; i < HyperLogLog.REGISTERS; i++) {
          x.reply().integer(registers.register(i));
        }
      }
      case "decode" -> {
        if (registers.isDense()) {
          throw new CommandError("ERR HLL encoding is not sparse");
        }
        x.reply().bulk(registers.runs());
      }
      case "encoding" -> x.reply().simple(registers.isDense() ? "dense" : "sparse");
      case "todense" -> x.reply().integer(makeDense(x, opened) ? 1 : 0);
      default -> throw new CommandError("ERR Unknown PFDEBUG subcommand '" + x.text(1) + "'");
    }
  }

  private static boolean makeDense(Execution x, OpenedHyperLogLog opened) {
    if (opened.registers().isDense()) {
      return false;
    }
    opened.registers().makeDense();
    opened.store(x, KEY, 1);
    return true;
  }

  static void selfTest(Execution x) {
    testRegisters();
    testEstimates();
    x.reply().ok();
  }

  /** Each register keeps what it is set to, whatever its neighbours are. */
  private static void testRegisters() {
    byte[] bytes = new byte[DenseRegisters.BYTES];
    for (int round = 1; round < 64; round++) {
      int factor = round;
      IntUnaryOperator value = i -> (i * 31 + i / 7) * factor & 63;
      for (int i = 0; i < HyperLogLog.REGISTERS; i++) {
        DenseRegisters.set(bytes, 0, i, value.applyAsInt(i));
      }
      for (int i = 0; i < HyperLogLog.REGISTERS; i++) {
        int found = DenseRegisters.get(bytes, 0, i);
        if (found != value.applyAsInt(i)) {
          throw new CommandError(
              "TESTFAILED Register "
                  + i
                  + " should be "
                  + value.applyAsInt(i)
                  + " but is "
                  + found);
        }
      }
    }
  }

  /** Sparse and dense registers agree with each other, and estimates with what was added. */
  private static void testEstimates() {
    HyperLogLog sparse = HyperLogLog.empty();
    HyperLogLog dense = HyperLogLog.empty();
    dense.makeDense();
    byte[] element = new byte[Integer.BYTES];
    int checkpoint = 1;
    for (int i = 1; i <= TEST_ELEMENTS; i++) {
      element[0] = (byte) i;
      element[1] = (byte) (i >> 8);
      element[2] = (byte) (i >> 16);
      sparse.add(element, 0, element.length, TEST_SPARSE_MAX_BYTES);
      dense.add(element, 0, element.length, TEST_SPARSE_MAX_BYTES);
      if (i == checkpoint) {
        long estimate = dense.estimate();
        if (sparse.estimate() != estimate) {
          throw new CommandError("TESTFAILED dense/sparse disagree");
        }
        if (Math.abs(estimate - i) > Math.ceil(TEST_ERROR * i)) {
          throw new CommandError(
              "TESTFAILED Too big error. card:" + i + " abserr:" + Math.abs(estimate - i));
        }
        checkpoint *= 10;
      }
    }
  }
}
