package io.vedette.node.command.event;

import io.vedette.node.store.KeyListener;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns events of the key space into messages. While nothing is selected an event costs one look at
 * a number. Confined to the shard's thread.
 */
public final class KeyspaceEvents implements KeyListener {
  /** Takes messages for the channels' subscribers. */
  public interface Publisher {
    /** Whether any message would find a subscriber. */
    boolean hasListeners();

    /** Hands over a message; the arrays may be kept. */
    void publish(byte[] channel, byte[] payload);
  }

  private static final Publisher NOBODY =
      new Publisher() {
        @Override
        public boolean hasListeners() {
          return false;
        }

        @Override
        public void publish(byte[] channel, byte[] payload) {
          throw new IllegalStateException("nobody listens");
        }
      };

  private final Publisher publisher;
  private EventSelection selection = EventSelection.NOTHING;
  private int told;

  /** Tells the publisher's subscribers what {@link #select} chooses; nothing at first. */
  public KeyspaceEvents(Publisher publisher) {
    this.publisher = publisher;
  }

  /** Events that are never told: where there are no subscribers. */
  public static KeyspaceEvents untold() {
    return new KeyspaceEvents(NOBODY);
  }

  /** Chooses what is told from now on. */
  public void select(EventSelection now) {
    selection = now;
    told = now.told();
  }

  /** Whether events of the class are told. */
  public boolean wants(EventClass ofClass) {
    return (told & ofClass.bit()) != 0;
  }

  /** Tells an event, if it is wanted. */
  public void tell(
      EventClass ofClass, String event, int database, byte[] bytes, int offset, int length) {
    if (wants(ofClass) && publisher.hasListeners()) {
      tell(event, database, Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }

  private void tell(String event, int database, byte[] key) {
    byte[] name = event.getBytes(StandardCharsets.US_ASCII);
    if (selection.keyspace()) {
      publisher.publish(channel("__keyspace@", database, key), name);
    }
    if (selection.keyevent()) {
      publisher.publish(channel("__keyevent@", database, name), key);
    }
  }

  private static byte[] channel(String prefix, int database, byte[] rest) {
    byte[] head = (prefix + database + "__:").getBytes(StandardCharsets.US_ASCII);
    byte[] channel = Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, channel, head.length, rest.length);
    return channel;
  }

  @Override
  public void onNew(int database, byte[] bytes, int offset, int length) {
    tell(EventClass.NEW, "new", database, bytes, offset, length);
  }

  @Override
  public void onMiss(int database, byte[] bytes, int offset, int length) {
    tell(EventClass.KEY_MISS, "keymiss", database, bytes, offset, length);
  }
}
