package io.vedette.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UntakenRepliesTest {
  private static final long MB = 1024 * 1024;

  @Test
  void connectionsShareTheRoomUntilTheyGiveItBack() {
    UntakenReplies room = new UntakenReplies(10 * MB);
    UntakenReplies.Share slow = room.share();
    UntakenReplies.Share other = room.share();
    assertThat(slow.covers(8 * MB)).isTrue();
    assertThat(other.covers(2 * MB + 1)).isFalse();
    assertThat(other.covers(2 * MB)).as("what is left").isTrue();
    assertThat(slow.covers(8 * MB)).as("what it has").isTrue();
    assertThat(slow.covers(9 * MB)).isFalse();
    other.giveBack();
    other.giveBack();
    assertThat(slow.covers(10 * MB)).isTrue();
    assertThat(other.covers(1)).isFalse();
  }

  @Test
  void oneConnectionGetsNoMoreThanItsLimit() {
    UntakenReplies.Share share = new UntakenReplies(Long.MAX_VALUE).share();
    assertThat(share.covers(UntakenReplies.MAX_CLIENT_BYTES)).isTrue();
    assertThat(share.covers(UntakenReplies.MAX_CLIENT_BYTES + 1)).isFalse();
  }
}
