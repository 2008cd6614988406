package io.vedette.protocol.message;

import io.vedette.protocol.topology.Endpoint;

/** Fields of the messages between sentinels and nodes or proxies; see {@link MessageCodec}. */
final class MemberMessages {
  private MemberMessages() {}

  static void write(WireWriter out, Announce m) {
    out.writeString(m.database());
    out.writeByte(m.role().ordinal());
    out.writeString(m.name());
    out.writeFixedLong(m.incarnation());
    out.writeString(m.host());
    out.writeLong(m.port());
    out.writeLong(m.pid());
    TopologyCodec.write(out, m.known());
  }

  static Announce readAnnounce(Endpoint from, WireReader in) {
    return new Announce(
        from,
        in.readString(),
        constant(Role.values(), in.readByte()),
        in.readString(),
        in.readFixedLong(),
        in.readString(),
        in.readInt(),
        in.readLong(),
        TopologyCodec.readVersion(in));
  }

  static void write(WireWriter out, HealthCheck m) {
    out.writeString(m.shard());
    out.writeLong(m.seq());
    out.writeLong(m.epoch());
    out.writeLong(m.leaseEchoMs());
    out.writeLong(m.leaseMs());
  }

  static HealthCheck readHealthCheck(Endpoint from, WireReader in) {
    return new HealthCheck(
        from, in.readString(), in.readLong(), in.readLong(), in.readLong(), in.readInt());
  }

  static void write(WireWriter out, HealthReport m) {
    out.writeString(m.shard());
    out.writeString(m.node());
    out.writeFixedLong(m.incarnation());
    out.writeString(m.runId());
    out.writeLong(m.seq());
    out.writeLong(m.clockMs());
    out.writeByte(m.role().ordinal());
    out.writeLong(m.epoch());
    TopologyCodec.write(out, m.known());
    write(out, m.progress());
    out.writeBoolean(m.linkUp());
    out.writeLong(m.linkDownMs());
    MessageCodec.writeOptional(out, m.master());
    out.writeLong(m.priority());
    out.writeBoolean(m.leaseHeld());
    out.writeList(
        m.replicas(),
        (o, replica) -> {
          TopologyCodec.write(o, replica.endpoint());
          o.writeLong(replica.ackedOffset());
          o.writeBoolean(replica.online());
        });
  }

  static HealthReport readHealthReport(Endpoint from, WireReader in) {
    return new HealthReport(
        from,
        in.readString(),
        in.readString(),
        in.readFixedLong(),
        in.readString(),
        in.readLong(),
        in.readLong(),
        constant(CopyRole.values(), in.readByte()),
        in.readLong(),
        TopologyCodec.readVersion(in),
        readProgress(in),
        in.readBoolean(),
        in.readLong(),
        MessageCodec.readOptional(in),
        in.readInt(),
        in.readBoolean(),
        in.readList(
            i -> new ReplicaReport(TopologyCodec.readEndpoint(i), i.readLong(), i.readBoolean())));
  }

  static void write(WireWriter out, Seal m) {
    out.writeString(m.shard());
    out.writeLong(m.epoch());
    out.writeBoolean(m.handover());
  }

  static Seal readSeal(Endpoint from, WireReader in) {
    return new Seal(from, in.readString(), in.readLong(), in.readBoolean());
  }

  static void write(WireWriter out, Sealed m) {
    out.writeString(m.shard());
    out.writeString(m.node());
    out.writeFixedLong(m.incarnation());
    out.writeLong(m.epoch());
    out.writeLong(m.asked());
    out.writeByte(m.role().ordinal());
    write(out, m.progress());
    out.writeLong(m.priority());
  }

  static Sealed readSealed(Endpoint from, WireReader in) {
    return new Sealed(
        from,
        in.readString(),
        in.readString(),
        in.readFixedLong(),
        in.readLong(),
        in.readLong(),
        constant(CopyRole.values(), in.readByte()),
        readProgress(in),
        in.readInt());
  }

  private static void write(WireWriter out, Progress progress) {
    out.writeString(progress.replId());
    out.writeLong(progress.dataEpoch());
    out.writeLong(progress.appliedOffset());
    out.writeLong(progress.fsyncedOffset());
    out.writeBoolean(progress.intact());
  }

  private static Progress readProgress(WireReader in) {
    return new Progress(
        in.readString(), in.readLong(), in.readLong(), in.readLong(), in.readBoolean());
  }

  private static <T> T constant(T[] constants, int ordinal) {
    if (ordinal >= constants.length) {
      throw new MalformedMessageException(
          "no " + constants[0].getClass().getSimpleName() + " " + ordinal);
    }
    return constants[ordinal];
  }
}
