package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Version;
import java.util.Optional;

/**
 * Control messages as bytes and back: one byte version, one byte type, then the record's fields in
 * their order. A reader knows exactly one version; processes of different versions refuse each
 * other's messages with a clear error rather than misread them.
 */
public final class MessageCodec {
  /** First byte of every message. */
  public static final int VERSION = 1;

  private static final int ANNOUNCE = 1;
  private static final int HEALTH_CHECK = 2;
  private static final int HEALTH_REPORT = 3;
  private static final int SEAL = 4;
  private static final int SEALED = 5;
  private static final int OPINIONS = 6;
  private static final int REQUEST_VOTE = 7;
  private static final int VOTE = 8;
  private static final int PROPOSE = 9;
  private static final int ACCEPTED = 10;
  private static final int TOPOLOGY_UPDATE = 11;

  private MessageCodec() {}

  public static byte[] encode(ControlMessage message) {
    WireWriter out = new WireWriter();
    out.writeByte(VERSION);
    switch (message) {
      case Announce m -> MemberMessages.write(start(out, ANNOUNCE, m), m);
      case HealthCheck m -> MemberMessages.write(start(out, HEALTH_CHECK, m), m);
      case HealthReport m -> MemberMessages.write(start(out, HEALTH_REPORT, m), m);
      case Seal m -> MemberMessages.write(start(out, SEAL, m), m);
      case Sealed m -> MemberMessages.write(start(out, SEALED, m), m);
      case Opinions m -> writeOpinions(start(out, OPINIONS, m), m);
      case RequestVote m -> {
        start(out, REQUEST_VOTE, m).writeLong(m.epoch());
        TopologyCodec.write(out, m.accepted());
        out.writeList(m.shards(), WireWriter::writeString);
      }
      case Vote m -> {
        start(out, VOTE, m).writeLong(m.asked());
        out.writeBoolean(m.granted());
        out.writeLong(m.epoch());
      }
      case Propose m -> {
        TopologyCodec.write(start(out, PROPOSE, m), m.topology());
        out.writeList(m.released(), WireWriter::writeString);
      }
      case Accepted m -> {
        TopologyCodec.write(start(out, ACCEPTED, m), m.version());
        out.writeBoolean(m.granted());
        out.writeLong(m.epoch());
      }
      case TopologyUpdate m -> TopologyCodec.write(start(out, TOPOLOGY_UPDATE, m), m.topology());
    }
    return out.toByteArray();
  }

  private static WireWriter start(WireWriter out, int type, ControlMessage message) {
    out.writeByte(type);
    TopologyCodec.write(out, message.from());
    return out;
  }

  /**
   * @throws MalformedMessageException when the bytes are of another version or of no known type, or
   *     are not exactly one well-formed message
   */
  public static ControlMessage decode(byte[] bytes) {
    WireReader in = new WireReader(bytes);
    int version = in.readByte();
    if (version != VERSION) {
      throw new MalformedMessageException(
          "control message of version " + version + ", this process speaks version " + VERSION);
    }
    int type = in.readByte();
    try {
      ControlMessage message = decodeBody(type, TopologyCodec.readEndpoint(in), in);
      in.expectEnd();
      return message;
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException("control message of type " + type + ": " + e, e);
    }
  }

  private static ControlMessage decodeBody(int type, Endpoint from, WireReader in) {
    return switch (type) {
      case ANNOUNCE -> MemberMessages.readAnnounce(from, in);
      case HEALTH_CHECK -> MemberMessages.readHealthCheck(from, in);
      case HEALTH_REPORT -> MemberMessages.readHealthReport(from, in);
      case SEAL -> MemberMessages.readSeal(from, in);
      case SEALED -> MemberMessages.readSealed(from, in);
      case OPINIONS -> readOpinions(from, in);
      case REQUEST_VOTE ->
          new RequestVote(
              from,
              in.readLong(),
              TopologyCodec.readVersion(in),
              in.readList(WireReader::readString));
      case VOTE -> new Vote(from, in.readLong(), in.readBoolean(), in.readLong());
      case PROPOSE ->
          new Propose(from, TopologyCodec.readTopology(in), in.readList(WireReader::readString));
      case ACCEPTED ->
          new Accepted(from, TopologyCodec.readVersion(in), in.readBoolean(), in.readLong());
      case TOPOLOGY_UPDATE -> new TopologyUpdate(from, TopologyCodec.readTopology(in));
      default -> throw new MalformedMessageException("control message of unknown type " + type);
    };
  }

  private static void writeOpinions(WireWriter out, Opinions m) {
    out.writeString(m.database());
    out.writeString(m.name());
    out.writeString(m.id());
    out.writeFixedLong(m.incarnation());
    out.writeLong(m.pid());
    TopologyCodec.write(out, m.api());
    out.writeLong(m.epoch());
    TopologyCodec.write(out, m.committed());
    writeOptional(out, m.votedFor());
    out.writeLong(m.votedEpoch());
    out.writeList(
        m.down(),
        (o, opinion) -> {
          o.writeString(opinion.shard());
          o.writeString(opinion.node());
          o.writeLong(opinion.epoch());
          o.writeBoolean(opinion.dead());
        });
  }

  private static Opinions readOpinions(Endpoint from, WireReader in) {
    String database = in.readString();
    String name = in.readString();
    String id = in.readString();
    long incarnation = in.readFixedLong();
    long pid = in.readLong();
    Endpoint api = TopologyCodec.readEndpoint(in);
    long epoch = in.readLong();
    Version committed = TopologyCodec.readVersion(in);
    Optional<Endpoint> votedFor = readOptional(in);
    return new Opinions(
        from,
        database,
        name,
        id,
        incarnation,
        pid,
        api,
        epoch,
        committed,
        votedFor,
        in.readLong(),
        in.readList(
            i -> new Opinion(i.readString(), i.readString(), i.readLong(), i.readBoolean())));
  }

  static void writeOptional(WireWriter out, Optional<Endpoint> endpoint) {
    out.writeBoolean(endpoint.isPresent());
    endpoint.ifPresent(present -> TopologyCodec.write(out, present));
  }

  static Optional<Endpoint> readOptional(WireReader in) {
    return in.readBoolean() ? Optional.of(TopologyCodec.readEndpoint(in)) : Optional.empty();
  }
}
