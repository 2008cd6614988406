package io.vedette.protocol.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {
  @Test
  void crcHasTheCheckValueOfItsVariant() {
    assertThat(Slots.crc16(bytes("123456789"), 0, 9)).isEqualTo(0x31C3);
  }

  /** Answers of CLUSTER KEYSLOT of redis-server 7.0.15. */
  @ParameterizedTest
  @CsvSource({
    "foo, 12182",
    "bar, 5061",
    "123456789, 12739",
    "{user1000}.following, 3443",
    "foo{}{bar}, 8363",
    "foo{{bar}}zap, 4015",
    "foo{bar}{zap}, 5061",
    "a{b, 13340",
    "{}x, 10595",
    "}{a}, 15495",
    "'', 0",
  })
  void keysFallIntoTheSlotsOfRedis(String key, int slot) {
    assertThat(Slots.slotOf(bytes(key))).isEqualTo(slot);
  }

  @Test
  void onlyTheGivenRangeCounts() {
    byte[] request = bytes("}xfoo{");
    assertThat(Slots.slotOf(request, 2, 3)).isEqualTo(12182);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
