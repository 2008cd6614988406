package io.vedette.sentinel.journal;

import akka.serialization.Serialization;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import java.io.IOException;

/** Between objects and {@link StoredPayload}s, by the serializers that Akka is configured with. */
final class PayloadCodec {
  private PayloadCodec() {}

  static StoredPayload encode(
      Serialization serialization, Object payload, String writer, long timestampMs) {
    Serializer serializer = serialization.findSerializerFor(payload);
    return new StoredPayload(
        serializer.identifier(),
        Serializers.manifestFor(serializer, payload),
        writer,
        timestampMs,
        serializer.toBinary(payload));
  }

  static Object decode(Serialization serialization, StoredPayload stored) throws IOException {
    try {
      return serialization
          .deserialize(stored.bytes(), stored.serializerId(), stored.manifest())
          .get();
    } catch (RuntimeException e) {
      throw new IOException("no serializer understands " + stored.manifest(), e);
    }
  }
}
