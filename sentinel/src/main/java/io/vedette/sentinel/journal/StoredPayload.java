package io.vedette.sentinel.journal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * An event or snapshot as Akka's serializers leave it, with what is needed to read it back: one UTF
 * string or number after the other, then the bytes.
 *
 * @param serializerId of the serializer that wrote the bytes
 * @param manifest what that serializer wants to be told about the type
 * @param writer id of the incarnation that wrote it; empty in snapshots
 * @param timestampMs when it was written, Unix time
 * @param bytes its content
 */
record StoredPayload(
    int serializerId, String manifest, String writer, long timestampMs, byte[] bytes) {

  byte[] encode() {
    ByteArrayOutputStream bytesOut = new ByteArrayOutputStream(bytes.length + 64);
    try (DataOutputStream out = new DataOutputStream(bytesOut)) {
      out.writeInt(serializerId);
      out.writeUTF(manifest);
      out.writeUTF(writer);
      out.writeLong(timestampMs);
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("manifest or writer id is too long", e);
    }
    return bytesOut.toByteArray();
  }

  static StoredPayload decode(byte[] encoded) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
      return new StoredPayload(
          in.readInt(), in.readUTF(), in.readUTF(), in.readLong(), in.readAllBytes());
    }
  }
}
