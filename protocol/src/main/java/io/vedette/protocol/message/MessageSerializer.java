package io.vedette.protocol.message;

import akka.serialization.SerializerWithStringManifest;

/**
 * Akka's door to {@link MessageCodec}: every {@link WireMessage} that leaves the process goes
 * through here, bound in {@code reference.conf}. Thread-safe, since it holds no state.
 */
public final class MessageSerializer extends SerializerWithStringManifest {
  /** Identifies this serializer among processes; never change or reuse it. */
  private static final int IDENTIFIER = 86_783_301;

  /** The type is inside the bytes, so that one manifest suffices. */
  private static final String MANIFEST = "v";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return MANIFEST;
  }

  @Override
  public byte[] toBinary(Object message) {
    if (message instanceof ControlMessage control) {
      return MessageCodec.encode(control);
    }
    throw new IllegalArgumentException("no control message: " + message.getClass().getName());
  }

  /**
   * @throws MalformedMessageException when the sender speaks another version or the bytes are
   *     damaged
   */
  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return MessageCodec.decode(bytes);
  }
}
