package io.vedette.node.type.bitmap;

import io.vedette.node.command.Commands;

/** The commands of bitmaps and their handlers. */
public final class BitmapCommands {
  private BitmapCommands() {}

  public static void register(Commands commands) {
    commands
        .register("setbit", SingleBitCommands::setBit)
        .register("getbit", SingleBitCommands::getBit)
        .register("bitcount", BitSearchCommands::bitCount)
        .register("bitpos", BitSearchCommands::bitPos)
        .register("bitop", BitOpCommand::bitOp)
        .register("bitfield", x -> BitFieldCommand.execute(x, false))
        .register("bitfield_ro", x -> BitFieldCommand.execute(x, true));
  }
}
