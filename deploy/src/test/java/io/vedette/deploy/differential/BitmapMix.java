package io.vedette.deploy.differential;

import java.util.List;

/** Bits and bit fields in strings. */
final class BitmapMix extends FormMix {
  private static final int BITS = 700;

  BitmapMix() {
    super("bitmaps");
    word("o", draw -> draw.oneIn(12) ? far(draw) : draw.number(BITS));
    word("p", draw -> draw.index(draw.oneIn(2) ? 12 : BITS));
    word("b", draw -> draw.oneIn(20) ? draw.integer() : draw.number(2));
    word("y", BitmapMix::fieldType);
    word("x", draw -> draw.oneIn(3) ? Draw.bytes("#" + draw.below(20)) : draw.number(BITS));
    form(4, "SET k v");
    form(10, "SETBIT k o b");
    form(4, "GETBIT k o");
    form(8, "BITCOUNT k");
    form(8, "BITCOUNT k p p BYTE|BIT?");
    form(8, "BITPOS k b");
    form(8, "BITPOS k b p");
    form(8, "BITPOS k b p p BYTE|BIT?");
    form(8, "BITOP AND|OR|XOR k k...");
    form(3, "BITOP NOT k k");
    form(
        8, "BITFIELD k GET+y+x|SET+y+x+i|INCRBY+y+x+i|OVERFLOW+WRAP|OVERFLOW+SAT|OVERFLOW+FAIL...");
    form(8, "BITFIELD k OVERFLOW WRAP|SAT|FAIL SET+y+x+i|INCRBY+y+x+i INCRBY+y+x+i");
    form(3, "BITFIELD_RO k GET+y+x...");
    form(1, "BITFIELD_RO k GET+y+x|SET+y+x+i|INCRBY+y+x+i|OVERFLOW+WRAP...");
    form(2, "APPEND k v");
    form(2, "SETRANGE k n v");
    form(2, "INCR k");
    form(3, "GET k");
    form(2, "STRLEN k");
    form(2, "DEL k");
    form(2, "COPY k k REPLACE");
    form(2, "EXPIRE k t");
    form(1, "PERSIST k");
    form(2, "TTL k");
    form(3, "OBJECT ENCODING k");
  }

  /** Places that exist in theory; strings of megabytes are made seldom and deleted soon. */
  private static byte[] far(Draw draw) {
    return switch (draw.below(6)) {
      case 0 -> Draw.bytes("4294967296");
      case 1 -> Draw.bytes("9223372036854775807");
      case 2 -> Draw.bytes("-1");
      case 3 -> draw.number(100_000);
      case 4 -> Draw.bytes("abc");
      default -> draw.number(5_000);
    };
  }

  private static byte[] fieldType(Draw draw) {
    if (draw.oneIn(15)) {
      return Draw.bytes(draw.pick(List.of("u64", "i65", "i0", "u0", "u-1", "8", "", "x8")));
    }
    String sign = draw.oneIn(2) ? "i" : "u";
    return Draw.bytes(sign + (1 + draw.below(sign.equals("i") ? 64 : 63)));
  }
}
