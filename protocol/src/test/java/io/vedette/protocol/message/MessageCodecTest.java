package io.vedette.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.protocol.topology.Endpoint;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
  @Test
  void everyMessageComesBackAsItWas() {
    for (long seed = 0; seed < 500; seed++) {
      for (ControlMessage message : new Samples(seed).all()) {
        assertThat(MessageCodec.decode(MessageCodec.encode(message))).isEqualTo(message);
      }
    }
  }

  @Test
  void samplesCoverEveryTypeOfMessage() {
    Set<Class<?>> sampled = new HashSet<>();
    new Samples(1).all().forEach(message -> sampled.add(message.getClass()));
    Set<Class<?>> permitted = new HashSet<>();
    permitted.addAll(List.of(ToSentinel.class.getPermittedSubclasses()));
    permitted.addAll(List.of(ToMember.class.getPermittedSubclasses()));
    assertThat(sampled).isEqualTo(permitted);
  }

  @Test
  void aCheckStaysSmall() {
    Endpoint from = new Endpoint("127.0.0.1", 25_000);
    byte[] bytes =
        MessageCodec.encode(new HealthCheck(from, "shard-0", 1_000, 7, 1_000_000, 1_000));
    assertThat(bytes).hasSizeLessThan(40);
  }

  @Test
  void anotherVersionIsRefusedByName() {
    byte[] bytes = MessageCodec.encode(new Samples(1).all().getFirst());
    bytes[0] = 9;
    assertThatThrownBy(() -> MessageCodec.decode(bytes))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("version 9");
  }

  @Test
  void anUnknownTypeIsRefusedByNumber() {
    byte[] bytes = MessageCodec.encode(new Samples(1).all().getFirst());
    bytes[1] = 99;
    assertThatThrownBy(() -> MessageCodec.decode(bytes))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("unknown type 99");
  }

  @Test
  void everyCutIsRefused() {
    for (ControlMessage message : new Samples(3).all()) {
      byte[] bytes = MessageCodec.encode(message);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> MessageCodec.decode(cut))
            .isInstanceOf(MalformedMessageException.class);
      }
      assertThatThrownBy(() -> MessageCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
          .isInstanceOf(MalformedMessageException.class);
    }
  }

  @Test
  void damagedBytesDecodeOrAreRefusedButNeverBreakTheReader() {
    Random random = new Random(42);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      List<ControlMessage> all = new Samples(round % 50).all();
      byte[] bytes = MessageCodec.encode(all.get(round % all.size()));
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[2 + random.nextInt(bytes.length - 2)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        assertThat(MessageCodec.decode(bytes)).isNotNull();
      } catch (MalformedMessageException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }
}
