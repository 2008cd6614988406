package io.vedette.protocol.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Crc64Test {
  @Test
  void hasTheCheckValueOfTheJonesPolynomial() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(Crc64.update(0, digits, 0, digits.length)).isEqualTo(0xe9c6d914c4b8d9caL);
  }

  @Test
  void isTheSameWhateverThePieces() {
    byte[] bytes = new byte[1000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    long whole = Crc64.update(0, bytes, 0, bytes.length);
    for (int cut = 0; cut <= 40; cut++) {
      long head = Crc64.update(0, bytes, 0, cut);
      assertThat(Crc64.update(head, bytes, cut, bytes.length - cut)).isEqualTo(whole);
    }
  }

  @Test
  void everyLengthAndOffsetGivesWhatByteByByteGives() {
    byte[] bytes = new byte[400];
    new java.util.Random(7).nextBytes(bytes);
    for (int offset = 0; offset < 9; offset++) {
      long oneByOne = 3;
      for (int length = 0; offset + length < bytes.length; length++) {
        assertThat(Crc64.update(3, bytes, offset, length)).isEqualTo(oneByOne);
        oneByOne = Crc64.update(oneByOne, bytes, offset + length, 1);
      }
    }
  }
}
