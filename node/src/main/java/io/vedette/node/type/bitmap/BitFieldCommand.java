package io.vedette.node.type.bitmap;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.type.string.StringBytes;
import io.vedette.node.type.string.WritableString;
import io.vedette.protocol.resp.Decimal;
import java.util.ArrayList;
import java.util.List;

/** BITFIELD and BITFIELD_RO: integers of any width within a string. */
final class BitFieldCommand {
  private static final int KEY = 1;
  private static final int MAX_UNSIGNED_BITS = 63;
  private static final int MAX_SIGNED_BITS = 64;

  private enum Kind {
    GET,
    SET,
    INCRBY
  }

  /**
   * One of the operations of a command.
   *
   * @param bit index of the field's first bit
   * @param operand the value to set or to add
   */
  private record Step(
      Kind kind, BitField field, long bit, long operand, BitField.Overflow overflow) {}

  private BitFieldCommand() {}

  static void execute(Execution x, boolean readOnly) {
    List<Step> steps = parse(x);
    boolean writes = steps.stream().anyMatch(step -> step.kind != Kind.GET);
    if (!writes) {
      get(x, steps);
    } else if (readOnly) {
      throw new CommandError("ERR BITFIELD_RO only supports the GET subcommand");
    } else {
      change(x, steps);
    }
  }

  private static List<Step> parse(Execution x) {
    List<Step> steps = new ArrayList<>();
    BitField.Overflow overflow = BitField.Overflow.WRAP;
    int at = 2;
    while (at < x.argumentCount()) {
      int rest = x.argumentCount() - at - 1;
      if (x.is(at, "OVERFLOW") && rest >= 1) {
        overflow = overflow(x, at + 1);
        at += 2;
        continue;
      }
      Kind kind = kind(x, at, rest);
      BitField field = field(x, at + 1);
      long bit = BitOffset.ofField(x, at + 2, field.bits());
      long operand = kind == Kind.GET ? 0 : x.integer(at + 3);
      steps.add(new Step(kind, field, bit, operand, overflow));
      at += kind == Kind.GET ? 3 : 4;
    }
    return steps;
  }

  private static BitField.Overflow overflow(Execution x, int argument) {
    for (BitField.Overflow overflow : BitField.Overflow.values()) {
      if (x.is(argument, overflow.name())) {
        return overflow;
      }
    }
    throw new CommandError("ERR Invalid OVERFLOW type specified");
  }

  private static Kind kind(Execution x, int argument, int following) {
    if (x.is(argument, "GET") && following >= 2) {
      return Kind.GET;
    }
    if (x.is(argument, "SET") && following >= 3) {
      return Kind.SET;
    }
    if (x.is(argument, "INCRBY") && following >= 3) {
      return Kind.INCRBY;
    }
    throw CommandError.SYNTAX;
  }

  private static BitField field(Execution x, int argument) {
    int at = x.offset(argument);
    int digits = x.length(argument) - 1;
    if (digits > 0 && Decimal.isLong(x.bytes(), at + 1, digits)) {
      int sign = x.bytes()[at];
      long bits = Decimal.parse(x.bytes(), at + 1, digits);
      if (bits >= 1
          && (sign == 'i' && bits <= MAX_SIGNED_BITS || sign == 'u' && bits <= MAX_UNSIGNED_BITS)) {
        return new BitField(sign == 'i', (int) bits);
      }
    }
    throw new CommandError(
        "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but"
            + " i64 is.");
  }

  private static void get(Execution x, List<Step> steps) {
    StringBytes bytes = StringBytes.of(x.db().find(x.bytes(), x.offset(KEY), x.length(KEY)));
    x.reply().array(steps.size());
    for (Step step : steps) {
      x.reply().integer(step.field.read(bytes.array(), bytes.offset(), bytes.length(), step.bit));
    }
  }

  private static void change(Execution x, List<Step> steps) {
    long lastBit = 0;
    for (Step step : steps) {
      if (step.kind != Kind.GET) {
        lastBit = Math.max(lastBit, step.bit + step.field.bits() - 1);
      }
    }
    WritableString string = WritableString.open(x, KEY, (int) (lastBit >> 3) + 1);
    int changes = 0;
    x.reply().array(steps.size());
    for (Step step : steps) {
      changes += execute(x, string, step) ? 1 : 0;
    }
    if (changes > 0 || string.grown()) {
      string.changed(x, Math.max(1, changes));
      x.notify(EventClass.STRING, "setbit", KEY);
    }
  }

  /** Executes one operation, answers it, and says whether it changed the string. */
  private static boolean execute(Execution x, WritableString string, Step step) {
    BitField field = step.field;
    long old = field.read(string.array(), string.offset(), string.length(), step.bit);
    if (step.kind == Kind.GET) {
      x.reply().integer(old);
      return false;
    }
    boolean sets = step.kind == Kind.SET;
    long value = sets ? step.operand : old;
    long increment = sets ? 0 : step.operand;
    if (step.overflow == BitField.Overflow.FAIL && field.overflows(value, increment)) {
      x.reply().nullBulk();
      return false;
    }
    long result = field.sum(value, increment, step.overflow);
    field.write(string.array(), string.offset(), step.bit, result);
    x.reply().integer(sets ? old : result);
    return string.grown() || result != old;
  }
}
