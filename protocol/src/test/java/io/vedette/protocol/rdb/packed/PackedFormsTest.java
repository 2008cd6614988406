package io.vedette.protocol.rdb.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.protocol.rdb.RdbException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedFormsTest {
  @FunctionalInterface
  private interface Form {
    int read(byte[] bytes, int offset, int length, PackedVisitor visitor) throws RdbException;
  }

  /** The entries as text, numbers with a sign in front. */
  private static List<String> read(Form form, byte[] bytes) throws RdbException {
    List<String> entries = new ArrayList<>();
    form.read(
        bytes,
        0,
        bytes.length,
        new PackedVisitor() {
          @Override
          public void string(byte[] array, int offset, int length) {
            entries.add(new String(array, offset, length, StandardCharsets.ISO_8859_1));
          }

          @Override
          public void integer(long value) {
            entries.add(String.format("%+d", value));
          }
        });
    return entries;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static void refused(Form form, byte[] bytes) {
    assertThatThrownBy(() -> read(form, bytes)).isInstanceOf(RdbException.class);
  }

  /** Every change of a byte is refused, or still gives entries; nothing else is ever thrown. */
  private static void survivesAnything(Form form, byte[] bytes) {
    Random random = new Random(11);
    for (int at = 0; at < bytes.length; at++) {
      for (int i = 0; i < 40; i++) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) random.nextInt(256);
        try {
          assertThat(read(form, changed)).hasSizeLessThanOrEqualTo(bytes.length);
        } catch (RdbException e) {
          assertThat(e.getMessage()).startsWith("Invalid ");
        }
      }
    }
    for (int size = 0; size < bytes.length; size++) {
      refused(form, java.util.Arrays.copyOf(bytes, size));
    }
    refused(form, java.util.Arrays.copyOf(bytes, bytes.length + 1));
  }

  private static byte[] listpack(int count, byte[] entries) {
    int size = 6 + entries.length + 1;
    return concat(
        new byte[] {(byte) size, (byte) (size >>> 8), (byte) (size >>> 16), 0},
        new byte[] {(byte) count, (byte) (count >>> 8)},
        entries,
        hex("ff"));
  }

  @Test
  void listpackEntriesOfAllWidths() throws Exception {
    byte[] numbers =
        hex(
            "05 01  7f 01  c0 80 02  df ff 02  d0 00 02  f1 00 80 03  f2 00 00 80 04"
                + " f3 00 00 00 80 05  f4 00 00 00 00 00 00 00 80 09  83 61 62 63 04  80 01");
    byte[] all = listpack(11, numbers);
    assertThat(read(Listpack::read, all))
        .containsExactly(
            "+5",
            "+127",
            "+128",
            "-1",
            "-4096",
            "-32768",
            "-8388608",
            "-2147483648",
            "-9223372036854775808",
            "abc",
            "");
    survivesAnything(Listpack::read, all);
    assertThat(read(Listpack::read, listpack(0xFFFF, numbers))).hasSize(11);
    refused(Listpack::read, listpack(10, numbers));
  }

  @Test
  void listpackStringsOfAllWidths() throws Exception {
    byte[] text = "x".repeat(5000).getBytes(StandardCharsets.ISO_8859_1);
    byte[] middle = java.util.Arrays.copyOf(text, 200);
    byte[] list =
        listpack(
            2,
            concat(hex("e0 c8"), middle, hex("01 ca"), hex("f0 88 13 00 00"), text, hex("27 8d")));
    list[0] = (byte) list.length;
    assertThat(read(Listpack::read, list)).extracting(String::length).containsExactly(200, 5000);
  }

  @Test
  void ziplistAsItsDocumentationShowsIt() throws Exception {
    byte[] list = hex("0f 00 00 00  0c 00 00 00  02 00  00 f3  02 f6  ff");
    assertThat(read(Ziplist::read, list)).containsExactly("+2", "+5");
    survivesAnything(Ziplist::read, list);
    byte[] wrongTail = list.clone();
    wrongTail[4] = 0x0a;
    refused(Ziplist::read, wrongTail);
  }

  @Test
  void ziplistEntriesOfAllWidths() throws Exception {
    byte[] entries =
        hex(
            "00 03 61 62 63  05 c0 00 80  04 d0 00 00 00 80  06 e0 00 00 00 00 00 00 00 80"
                + " 0a f0 00 00 80  05 fe 80  03 f1  fe 02 00 00 00 fd");
    byte[] list =
        concat(
            new byte[] {(byte) (11 + entries.length), 0, 0, 0},
            hex("2d 00 00 00 08 00"),
            entries,
            hex("ff"));
    assertThat(read(Ziplist::read, list))
        .containsExactly(
            "abc",
            "-32768",
            "-2147483648",
            "-9223372036854775808",
            "-8388608",
            "-128",
            "+0",
            "+12");
    survivesAnything(Ziplist::read, list);
  }

  @Test
  void intset() throws Exception {
    byte[] set = hex("02 00 00 00  03 00 00 00  ff ff  00 00  07 00");
    assertThat(read(Intset::read, set)).containsExactly("-1", "+0", "+7");
    survivesAnything(Intset::read, set);
    refused(Intset::read, hex("02 00 00 00  02 00 00 00  07 00  07 00"));
    refused(Intset::read, hex("02 00 00 00  00 00 00 00"));
    refused(Intset::read, hex("03 00 00 00  01 00 00 00  07 00 00"));
    assertThat(read(Intset::read, hex("08 00 00 00  01 00 00 00  00 00 00 00 00 01 00 00")))
        .containsExactly("+1099511627776");
  }

  @Test
  void zipmapAsItsDocumentationShowsIt() throws Exception {
    byte[] map =
        concat(
            hex("02"),
            new byte[] {3, 'f', 'o', 'o', 3, 0, 'b', 'a', 'r'},
            new byte[] {5, 'h', 'e', 'l', 'l', 'o', 5, 2, 'w', 'o', 'r', 'l', 'd', 0, 0},
            hex("ff"));
    assertThat(read(Zipmap::read, map)).containsExactly("foo", "bar", "hello", "world");
    survivesAnything(Zipmap::read, map);
    refused(Zipmap::read, new byte[] {1, 3, 'f', 'o', 'o', (byte) 0xFF});
  }
}
