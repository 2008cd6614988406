package io.vedette.node.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.OrderedLink;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeldRepliesTest {
  private boolean mayAcknowledge = true;
  private final HeldReplies held = new HeldReplies(() -> mayAcknowledge, client -> {});

  @Test
  void oneFsyncReleasesAllThatItCovers() {
    Peer first = new Peer(1, "here");
    Peer second = new Peer(2, "here");
    hold(first, "a", 10);
    hold(second, "b", 20);
    hold(first, "c", 30);
    held.release(9);
    assertThat(first.sent).isEmpty();
    held.release(20);
    assertThat(first.sent).isEqualTo("a");
    assertThat(second.sent).isEqualTo("b");
    held.release(30);
    assertThat(first.sent).isEqualTo("ac");
    assertThat(held.size()).isZero();
  }

  @Test
  void whatComesAfterAHeldReplyWaitsBehindIt() {
    Peer peer = new Peer(1, "here");
    hold(peer, "a", 10);
    send(peer, "read");
    hold(peer, "b", 20);
    send(peer, "late");
    peer.client.session().link().close();
    held.release(10);
    assertThat(peer.sent).isEqualTo("aread");
    assertThat(peer.closed).isFalse();
    held.release(20);
    assertThat(peer.sent).isEqualTo("areadblate");
    assertThat(peer.closed).isTrue();
  }

  @Test
  void nobodyHearsOfWhatWasLost() {
    Peer peer = new Peer(1, "here");
    hold(peer, "a", 10);
    held.drop();
    held.release(10);
    assertThat(peer.sent).isEmpty();
    assertThat(peer.aborted).isTrue();
    Peer leaseless = new Peer(2, "here");
    hold(leaseless, "a", 20);
    mayAcknowledge = false;
    held.release(20);
    assertThat(leaseless.sent).isEmpty();
    assertThat(leaseless.aborted).isTrue();
  }

  @Test
  void aClientWithMuchHeldWaits() {
    Peer peer = new Peer(1, "here");
    byte[] large = new byte[(int) OrderedLink.MAX_HELD_BYTES];
    held.hold(peer.client, large, large.length, 10);
    assertThat(peer.client.session().link().isWritable()).isFalse();
    assertThat(peer.client.session().link().hasRoom()).isFalse();
    assertThat(peer.client.session().link().outputBytes()).isEqualTo(large.length);
    held.release(10);
    assertThat(peer.client.session().link().isWritable()).isTrue();
    assertThat(peer.client.session().link().hasRoom()).isTrue();
  }

  private void hold(Peer peer, String text, long offset) {
    held.hold(peer.client, text.getBytes(StandardCharsets.US_ASCII), text.length(), offset);
  }

  private static void send(Peer peer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    peer.client.session().link().send(bytes, 0, bytes.length);
  }
}
