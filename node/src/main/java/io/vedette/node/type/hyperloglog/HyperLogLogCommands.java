package io.vedette.node.type.hyperloglog;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.type.string.StringBytes;

/** PFADD, PFCOUNT and PFMERGE. */
public final class HyperLogLogCommands {
  private static final int KEY = 1;

  private HyperLogLogCommands() {}

  public static void register(Commands commands) {
    commands
        .register("pfadd", HyperLogLogCommands::add)
        .register("pfcount", HyperLogLogCommands::count)
        .register("pfmerge", HyperLogLogCommands::merge)
        .register("pfdebug", InspectionCommands::debug)
        .register("pfselftest", InspectionCommands::selfTest);
  }

  private static void add(Execution x) {
    OpenedHyperLogLog opened = OpenedHyperLogLog.open(x, KEY);
    HyperLogLog registers = opened.registers();
    long sparseMaxBytes = x.limits().hllSparseMaxBytes;
    int changes = opened.entry() == null ? 1 : 0;
    try {
      for (int i = 2; i < x.argumentCount(); i++) {
        changes += registers.add(x.bytes(), x.offset(i), x.length(i), sparseMaxBytes) ? 1 : 0;
      }
    } finally {
      // Damaged registers may be met after elements were added: those are kept and replicated.
      if (changes > 0) {
        registers.invalidate();
        opened.store(x, KEY, changes);
        x.notify(EventClass.STRING, "pfadd", KEY);
      }
    }
    x.reply().integer(changes > 0 ? 1 : 0);
  }

  private static void count(Execution x) {
    if (x.argumentCount() == 2) {
      countOne(x);
      return;
    }
    byte[] union = new byte[HyperLogLog.REGISTERS];
    for (int i = KEY; i < x.argumentCount(); i++) {
      HyperLogLog registers = find(x, i);
      if (registers != null) {
        registers.mergeInto(union);
      }
    }
    x.reply().integer(HyperLogLog.estimate(union));
  }

  private static HyperLogLog find(Execution x, int key) {
    Object entry = x.db().find(x.bytes(), x.offset(key), x.length(key));
    return entry == null ? null : HyperLogLog.in(StringBytes.of(entry));
  }

  /**
   * A new estimate is kept with the registers, which changes the string, so that replicas must hear
   * of it. A replica that is asked keeps none: its data change by its master's word only. Nor does
   * a master that must not write: whoever reads there is answered.
   */
  private static void countOne(Execution x) {
    HyperLogLog registers = find(x, KEY);
    if (registers == null) {
      x.reply().integer(0);
      return;
    }
    long estimate = registers.cached();
    if (estimate < 0) {
      estimate = registers.estimate();
      if (x.mayReplicate()) {
        Object entry = x.db().findForWrite(x.bytes(), x.offset(KEY), x.length(KEY));
        registers.cache(estimate);
        x.db().changed(entry);
        x.changed();
      }
    }
    x.reply().integer(estimate);
  }

  private static void merge(Execution x) {
    byte[] union = new byte[HyperLogLog.REGISTERS];
    boolean dense = false;
    for (int i = KEY; i < x.argumentCount(); i++) {
      HyperLogLog registers = find(x, i);
      if (registers != null) {
        registers.mergeInto(union);
        dense |= registers.isDense();
      }
    }
    OpenedHyperLogLog opened = OpenedHyperLogLog.open(x, KEY);
    HyperLogLog target = opened.registers();
    if (dense) {
      target.makeDense();
    }
    long sparseMaxBytes = x.limits().hllSparseMaxBytes;
    for (int i = 0; i < union.length; i++) {
      if (union[i] > 0) {
        target.raise(i, union[i], sparseMaxBytes);
      }
    }
    target.invalidate();
    opened.store(x, KEY, 1);
    x.notify(EventClass.STRING, "pfadd", KEY);
    x.reply().ok();
  }
}
