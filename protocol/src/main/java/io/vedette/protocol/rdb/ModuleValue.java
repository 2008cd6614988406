package io.vedette.protocol.rdb;

/** Values that modules write: a sequence of typed items, so that they can be passed over. */
public final class ModuleValue {
  static final int END = 0;
  static final int SIGNED = 1;
  static final int UNSIGNED = 2;
  static final int FLOAT = 3;
  static final int DOUBLE = 4;
  static final int STRING = 5;

  private static final String NAME_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int NAME_LENGTH = 9;
  private static final int VERSION_BITS = 10;

  private ModuleValue() {}

  /** The name in a module's id: nine characters of six bits each, then the encoding's version. */
  public static String name(long moduleId) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < NAME_LENGTH; i++) {
      int bits = VERSION_BITS + 6 * (NAME_LENGTH - 1 - i);
      name.append(NAME_CHARACTERS.charAt((int) (moduleId >>> bits) & 0x3F));
    }
    return name.toString();
  }

  /** Passes over the items and the mark that ends them; {@code scratch} is used for strings. */
  public static void skip(RdbInput in, Slice scratch) throws RdbException, RdbInput.Underflow {
    while (true) {
      long opcode = in.unsigned64();
      if (opcode == END) {
        return;
      }
      if (opcode == SIGNED || opcode == UNSIGNED) {
        in.unsigned64();
      } else if (opcode == FLOAT) {
        in.littleEndian(4);
      } else if (opcode == DOUBLE) {
        in.littleEndian(8);
      } else if (opcode == STRING) {
        in.string(scratch);
      } else {
        throw new RdbException("Unknown item " + opcode + " in a module's value");
      }
    }
  }
}
