package io.vedette.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightWindowTest {
  private final InFlightWindow window = new InFlightWindow();

  @Test
  void smallRepliesWidenItUpToTheLimit() {
    window.onReply(5);
    assertThat(window.commands()).isEqualTo(InFlightWindow.FIRST_COMMANDS + 1);
    for (int i = 0; i < InFlightWindow.MAX_COMMANDS; i++) {
      window.onReply(32 * 1024);
    }
    assertThat(window.commands()).isEqualTo(InFlightWindow.MAX_COMMANDS);
  }

  @Test
  void largeRepliesNarrowItSoThatAWindowFullOfThemIsBounded() {
    window.onReply(1 << 20);
    assertThat(window.commands()).isEqualTo(32);
    window.onReply(512 << 20);
    assertThat(window.commands()).isEqualTo(1);
    window.onReply(5);
    assertThat(window.commands()).isEqualTo(2);
  }
}
