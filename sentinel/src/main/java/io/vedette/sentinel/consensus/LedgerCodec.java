package io.vedette.sentinel.consensus;

import io.vedette.protocol.message.MalformedMessageException;
import io.vedette.protocol.message.TopologyCodec;
import io.vedette.protocol.message.WireReader;
import io.vedette.protocol.message.WireWriter;
import io.vedette.sentinel.consensus.LedgerEvent.TopologyAccepted;
import io.vedette.sentinel.consensus.LedgerEvent.TopologyCommitted;
import io.vedette.sentinel.consensus.LedgerEvent.VoteCast;
import java.util.Optional;

/**
 * Ledger events and whole states as bytes, for journal and snapshot: one byte version, one byte
 * type, then the fields.
 */
public final class LedgerCodec {
  private static final int VERSION = 1;
  private static final int VOTE_CAST = 1;
  private static final int TOPOLOGY_ACCEPTED = 2;
  private static final int TOPOLOGY_COMMITTED = 3;
  private static final int STATE = 4;

  private LedgerCodec() {}

  public static byte[] encode(LedgerEvent event) {
    return switch (event) {
      case VoteCast(var epoch, var candidate) -> {
        WireWriter out = start(VOTE_CAST);
        out.writeLong(epoch);
        TopologyCodec.write(out, candidate);
        yield out.toByteArray();
      }
      case TopologyAccepted(var topology) -> {
        WireWriter out = start(TOPOLOGY_ACCEPTED);
        TopologyCodec.write(out, topology);
        yield out.toByteArray();
      }
      case TopologyCommitted(var topology) -> {
        WireWriter out = start(TOPOLOGY_COMMITTED);
        TopologyCodec.write(out, topology);
        yield out.toByteArray();
      }
    };
  }

  public static byte[] encode(LedgerState state) {
    WireWriter out = start(STATE);
    out.writeLong(state.votedEpoch());
    out.writeBoolean(state.votedFor().isPresent());
    state.votedFor().ifPresent(candidate -> TopologyCodec.write(out, candidate));
    TopologyCodec.write(out, state.accepted());
    TopologyCodec.write(out, state.committed());
    return out.toByteArray();
  }

  /**
   * @throws MalformedMessageException when the bytes are no event of this version
   */
  public static LedgerEvent decodeEvent(byte[] bytes) {
    WireReader in = new WireReader(bytes);
    checkVersion(in);
    int type = in.readByte();
    try {
      LedgerEvent event =
          switch (type) {
            case VOTE_CAST -> new VoteCast(in.readLong(), TopologyCodec.readEndpoint(in));
            case TOPOLOGY_ACCEPTED -> new TopologyAccepted(TopologyCodec.readTopology(in));
            case TOPOLOGY_COMMITTED -> new TopologyCommitted(TopologyCodec.readTopology(in));
            default -> throw new MalformedMessageException("ledger event of unknown type " + type);
          };
      in.expectEnd();
      return event;
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("ledger event of type " + type + ": " + e, e);
    }
  }

  /**
   * @throws MalformedMessageException when the bytes are no state of this version
   */
  public static LedgerState decodeState(byte[] bytes) {
    WireReader in = new WireReader(bytes);
    checkVersion(in);
    int type = in.readByte();
    if (type != STATE) {
      throw new MalformedMessageException("ledger state of unknown type " + type);
    }
    try {
      LedgerState state =
          new LedgerState(
              in.readLong(),
              in.readBoolean() ? Optional.of(TopologyCodec.readEndpoint(in)) : Optional.empty(),
              TopologyCodec.readTopology(in),
              TopologyCodec.readTopology(in));
      in.expectEnd();
      return state;
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("ledger state: " + e, e);
    }
  }

  private static WireWriter start(int type) {
    WireWriter out = new WireWriter();
    out.writeByte(VERSION);
    out.writeByte(type);
    return out;
  }

  private static void checkVersion(WireReader in) {
    int version = in.readByte();
    if (version != VERSION) {
      throw new MalformedMessageException(
          "ledger record of version " + version + ", this sentinel writes version " + VERSION);
    }
  }
}
