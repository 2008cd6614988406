package io.vedette.protocol.message;

/** Marks what {@link MessageSerializer} encodes; the serializer binding of Akka names this type. */
public interface WireMessage {}
