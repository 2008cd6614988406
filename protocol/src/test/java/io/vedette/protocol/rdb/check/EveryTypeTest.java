package io.vedette.protocol.rdb.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.protocol.rdb.RdbException;
import io.vedette.protocol.rdb.RdbReader;
import io.vedette.protocol.rdb.RdbWriter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Encodings that redis-server 7.0 only reads or does not know yet, byte by byte. */
class EveryTypeTest {
  private static final String ZIPLIST = "0f0000000c000000020000f302f6ff";
  private static final String ID = "00000000000000010000000000000001";
  private static final String ID_AND_TIME = ID + "0807060504030201";

  /** One entry with one field: head, then flags, id differences, value, number of elements. */
  private static final String NODE =
      "1c0000000a00" + "0101 0001 0101 816602 0001" + "0201 0001 0001 0501 0401" + "ff";

  private static void entry(RdbWriter out, int type, Consumer<RdbWriter> value) {
    out.byte1(type);
    string(out, HexFormat.of().formatHex(("key" + type).getBytes()));
    value.accept(out);
  }

  private static void string(RdbWriter out, String hex) {
    byte[] bytes = bytes(hex);
    out.length(bytes.length);
    out.raw(bytes, 0, bytes.length);
  }

  private static void raw(RdbWriter out, String hex) {
    byte[] bytes = bytes(hex);
    out.raw(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static byte[] rdb(Consumer<RdbWriter> entries) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    RdbWriter out = new RdbWriter(file::write, false);
    out.header();
    entries.accept(out);
    out.end();
    return file.toByteArray();
  }

  private static RdbCheck check(byte[] rdb, int step) throws RdbException {
    RdbCheck check =
        new RdbCheck(
            0,
            new RdbCheck.Listener() {
              @Override
              public void aux(String name, String value) {
                assertThat(name).isNotNull();
              }

              @Override
              public void database(int index) {
                assertThat(index).isNotNegative();
              }
            });
    RdbReader reader = new RdbReader(check);
    for (int at = 0; at < rdb.length; at += step) {
      reader.feed(rdb, at, Math.min(step, rdb.length - at));
    }
    if (!reader.isComplete()) {
      throw new RdbException("it ends early");
    }
    return check;
  }

  private static void all(RdbWriter out) {
    entry(out, 1, o -> raw(o, "02 0161 0162"));
    entry(out, 2, o -> raw(o, "02 0161 0162"));
    entry(out, 3, o -> raw(o, "03 0161 03312e35 0162 fe 0163 ff"));
    entry(out, 4, o -> raw(o, "01 0161 0162"));
    entry(out, 5, o -> raw(o, "01 0161 000000000000f03f"));
    entry(
        out,
        7,
        o ->
            raw(
                o,
                "81 0123456789abcdef 01 05 02 8100ff00ff00ff00ff 03 00000000 05 0161 04"
                    + " 0000000000000000 00"));
    entry(out, 9, o -> string(o, "01 01 61 01 00 62 ff"));
    entry(out, 10, o -> string(o, ZIPLIST));
    entry(out, 11, o -> string(o, "02000000 01000000 0700"));
    entry(out, 12, o -> string(o, ZIPLIST));
    entry(out, 13, o -> string(o, ZIPLIST));
    entry(
        out,
        14,
        o -> {
          o.length(2);
          string(o, ZIPLIST);
          string(o, ZIPLIST);
        });
    entry(out, 20, o -> string(o, "0b0000000200 0101 0201 ff"));
    entry(out, 15, o -> stream(o, 1));
    entry(out, 19, o -> stream(o, 2));
    entry(out, 21, o -> stream(o, 3));
  }

  private static void stream(RdbWriter out, int version) {
    out.length(1);
    string(out, ID);
    string(out, NODE);
    raw(out, "01 01 01");
    if (version > 1) {
      raw(out, "01 01 00 00 01");
    }
    out.length(1);
    raw(out, "0167 01 01");
    if (version > 1) {
      raw(out, "81 ffffffffffffffff");
    }
    raw(out, "01" + ID_AND_TIME + "03");
    raw(out, "01 0163 0807060504030201");
    if (version > 2) {
      raw(out, "0807060504030201");
    }
    raw(out, "01" + ID);
  }

  @Test
  void readsThemInPiecesOfAnySize() throws Exception {
    byte[] rdb = rdb(EveryTypeTest::all);
    for (int step = 1; step < 200; step++) {
      assertThat(check(rdb, step).keys()).isEqualTo(16);
    }
  }

  @Test
  void wrongBytesAreRefusedOrPassedOver() throws Exception {
    byte[] rdb = rdb(EveryTypeTest::all);
    Random random = new Random(3);
    for (int at = 9; at < rdb.length - 8; at++) {
      for (int i = 0; i < 10; i++) {
        byte[] changed = rdb.clone();
        changed[at] = (byte) random.nextInt(256);
        Arrays.fill(changed, rdb.length - 8, rdb.length, (byte) 0);
        try {
          assertThat(check(changed, 1000).keys()).isLessThan(rdb.length);
        } catch (RdbException e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    refused(3, "01 0161 fd", "NAN");
    refused(3, "01 0161 0178", "no number");
    refused(5, "01 0161 000000000000f87f", "NAN");
    refused(6, "00", "type 6");
    refused(7, "00 06", "Unknown item 6");
    refused(12, "0f" + ZIPLIST.replace("02f6", "03f6"), "ziplist");
    refused(18, "01 03 0161", "unknown kind 3");
    refused(16, "09 0900000001000101ff", "without its value");
    refused(15, "01 0161", "not the size of a stream ID");
    refused(15, "02" + ("10" + ID + "1c" + NODE).repeat(2), "out of order");
    refused(99, "00", "type 99");
  }

  private static void refused(int type, String value, String why) {
    byte[] rdb = rdb(out -> entry(out, type, o -> raw(o, value)));
    assertThatThrownBy(() -> check(rdb, 1000))
        .isInstanceOf(RdbException.class)
        .hasMessageContaining(why);
  }

  @Test
  void functionsAndModuleDataAreCountedOrPassedOver() throws Exception {
    byte[] rdb =
        rdb(
            out -> {
              out.byte1(0xF5);
              string(out, HexFormat.of().formatHex("#!lua name=l\n".getBytes()));
              out.byte1(0xF7);
              raw(out, "81 0123456789abcdef 02 01 05 0161 00");
            });
    assertThat(check(rdb, 1).functions()).isEqualTo(1);
    byte[] early = rdb(out -> out.byte1(0xF6));
    assertThatThrownBy(() -> check(early, 100)).hasMessageContaining("Pre-release");
  }
}
