package io.vedette.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BindAddressTest {
  @Test
  void readsRedissWords() {
    assertThat(Stream.of("*", "-::*", "::1", "-10.0.0.1").map(BindAddress::parse))
        .containsExactly(
            new BindAddress("0.0.0.0", false),
            new BindAddress("::", true),
            new BindAddress("::1", false),
            new BindAddress("10.0.0.1", true));
  }

  @Test
  void listensOnAllOfIpv6BeforeAllOfIpv4() {
    List<BindAddress> words =
        Stream.of("127.0.0.1", "*", "-::*", "*").map(BindAddress::parse).toList();
    assertThat(BindAddress.inOrder(words).stream().map(BindAddress::host))
        .containsExactly("::", "127.0.0.1", "0.0.0.0");
  }
}
