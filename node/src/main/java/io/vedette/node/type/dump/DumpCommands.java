package io.vedette.node.type.dump;

import io.vedette.node.command.Commands;
import io.vedette.node.store.PackedLimits;
import io.vedette.node.store.Value;
import io.vedette.node.store.ValueViews;
import io.vedette.protocol.rdb.RdbDecoder;
import java.util.function.BiFunction;

/** The commands of values as RDB and their handlers. */
public final class DumpCommands {
  private DumpCommands() {}

  /**
   * Adds the handlers.
   *
   * @param values finds the value in an entry of a collection
   * @param decoders what reads an RDB type other than strings; null for one that cannot be read
   */
  public static void register(
      Commands commands,
      ValueViews values,
      BiFunction<Integer, PackedLimits, RdbDecoder> decoders) {
    commands
        .register("dump", new DumpCommand(values)::dump)
        .register("restore", new RestoreCommand(decoders::apply)::restore);
  }

  /** What DUMP answers for a value. */
  public static byte[] payload(Value value) {
    return DumpCommand.payload(value);
  }
}
