package io.vedette.protocol.message;

import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;
import io.vedette.protocol.topology.SlotRange;
import io.vedette.protocol.topology.Topology;
import io.vedette.protocol.topology.Version;

/** Topologies and their parts as bytes, inside messages and journal records. */
public final class TopologyCodec {
  private TopologyCodec() {}

  public static void write(WireWriter out, Endpoint endpoint) {
    out.writeString(endpoint.host());
    out.writeLong(endpoint.port());
  }

  public static Endpoint readEndpoint(WireReader in) {
    return new Endpoint(in.readString(), in.readInt());
  }

  public static void write(WireWriter out, Version version) {
    out.writeLong(version.epoch());
    out.writeLong(version.revision());
  }

  public static Version readVersion(WireReader in) {
    return new Version(in.readLong(), in.readLong());
  }

  public static void write(WireWriter out, Topology topology) {
    write(out, topology.version());
    out.writeList(topology.shards(), TopologyCodec::writeShard);
  }

  public static Topology readTopology(WireReader in) {
    return new Topology(readVersion(in), in.readList(TopologyCodec::readShard));
  }

  private static void writeShard(WireWriter out, Shard shard) {
    out.writeString(shard.name());
    out.writeLong(shard.slots().first());
    out.writeLong(shard.slots().last());
    out.writeLong(shard.epoch());
    out.writeString(shard.master());
    out.writeFixedLong(shard.masterIncarnation());
    out.writeList(shard.copies(), TopologyCodec::writeCopy);
  }

  private static Shard readShard(WireReader in) {
    return new Shard(
        in.readString(),
        new SlotRange(in.readInt(), in.readInt()),
        in.readLong(),
        in.readString(),
        in.readFixedLong(),
        in.readList(TopologyCodec::readCopy));
  }

  private static void writeCopy(WireWriter out, Copy copy) {
    out.writeString(copy.node());
    write(out, copy.endpoint());
    write(out, copy.control());
  }

  private static Copy readCopy(WireReader in) {
    return new Copy(in.readString(), readEndpoint(in), readEndpoint(in));
  }
}
