package io.vedette.sentinel.journal;

import akka.serialization.SerializerWithStringManifest;
import io.vedette.sentinel.consensus.LedgerCodec;
import io.vedette.sentinel.consensus.LedgerEvent;
import io.vedette.sentinel.consensus.LedgerState;

/** Akka's door to {@link LedgerCodec}: what journal and snapshots hold. Thread-safe: no state. */
public final class LedgerSerializer extends SerializerWithStringManifest {
  /** Stands in every record; never change or reuse it. */
  private static final int IDENTIFIER = 86_783_302;

  private static final String EVENT = "e";
  private static final String STATE = "s";

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object persisted) {
    return persisted instanceof LedgerState ? STATE : EVENT;
  }

  @Override
  public byte[] toBinary(Object persisted) {
    return switch (persisted) {
      case LedgerEvent event -> LedgerCodec.encode(event);
      case LedgerState state -> LedgerCodec.encode(state);
      default ->
          throw new IllegalArgumentException("not of a ledger: " + persisted.getClass().getName());
    };
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return switch (manifest) {
      case EVENT -> LedgerCodec.decodeEvent(bytes);
      case STATE -> LedgerCodec.decodeState(bytes);
      default -> throw new IllegalArgumentException("unknown manifest '" + manifest + "'");
    };
  }
}
