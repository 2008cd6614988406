package io.vedette.protocol.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AofAnnotationTest {
  private static final String ID = Increment.ID;

  @Test
  void linesAreOfFixedWidth() {
    assertThat(text(new AofAnnotation.History(ID, 0x1234, AofAnnotation.NO_ID, -1, 3, 15)))
        .isEqualTo(
            "#VH:"
                + ID
                + ":0000000000001234:0000000000000000000000000000000000000000:ffffffffffffffff"
                + ":0000000000000003:000f\r\n")
        .hasSize(AofAnnotation.HISTORY_BYTES);
    assertThat(text(new AofAnnotation.Checksum(255, 0xe9c6d914c4b8d9caL)))
        .isEqualTo("#VC:00000000000000ff:e9c6d914c4b8d9ca\r\n")
        .hasSize(AofAnnotation.CHECKSUM_BYTES);
    assertThat(text(new AofAnnotation.Timestamp(1795319744))).isEqualTo("#TS:1795319744\r\n");
  }

  @Test
  void whatWasWrittenIsRead() {
    AofAnnotation[] lines = {
      new AofAnnotation.History(ID, Long.MAX_VALUE, ID, 12, Long.MAX_VALUE, 65535),
      new AofAnnotation.Checksum(0, -1),
      new AofAnnotation.Timestamp(0)
    };
    for (AofAnnotation line : lines) {
      byte[] bytes = line.toBytes();
      assertThat(AofAnnotation.parse(bytes, 0, bytes.length)).isEqualTo(line);
    }
  }

  @Test
  void anythingElseIsNoAnnotationOfOurs() {
    String checksum = "#VC:00000000000000ff:e9c6d914c4b8d9ca\r\n";
    for (String wrong :
        new String[] {
          "#\r\n",
          "#VX:12\r\n",
          "#TS:12x\r\n",
          "#TS:99999999999999999999999\r\n",
          "#TS:12\n",
          checksum.replace("e9", "E9"),
          checksum.replace(":e", ";e"),
          checksum.replace("ff", "f"),
          checksum.replace("\r", ""),
          "#VH:" + ID + ":12\r\n"
        }) {
      assertThat(parse(wrong)).as(wrong).isNull();
    }
  }

  @Test
  void historiesAreChecked() {
    assertThatThrownBy(() -> new AofAnnotation.History("short", 0, AofAnnotation.NO_ID, -1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AofAnnotation.History(ID, 0, AofAnnotation.NO_ID, -1, 0, 65536))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String text(AofAnnotation line) {
    return new String(line.toBytes(), StandardCharsets.ISO_8859_1);
  }

  private static AofAnnotation parse(String line) {
    return AofAnnotation.parse(line.getBytes(StandardCharsets.ISO_8859_1), 0, line.length());
  }
}
