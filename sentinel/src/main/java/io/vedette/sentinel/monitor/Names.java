package io.vedette.sentinel.monitor;

import io.vedette.protocol.message.Opinions;
import io.vedette.protocol.topology.Copy;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.topology.Shard;

/**
 * How events name things: {@code type name ip port}, and for all but masters {@code @ master ip
 * port}.
 */
public final class Names {
  private Names() {}

  public static String master(Shard shard) {
    return "master " + at(shard);
  }

  public static String replica(Shard shard, Copy copy) {
    Endpoint endpoint = copy.endpoint();
    return "slave " + endpoint + " " + endpoint.host() + " " + endpoint.port() + " @ " + at(shard);
  }

  public static String copy(Shard shard, Copy copy) {
    return copy.node().equals(shard.master()) ? master(shard) : replica(shard, copy);
  }

  public static String sentinel(Shard shard, Opinions peer) {
    Endpoint api = peer.api();
    return "sentinel " + peer.id() + " " + api.host() + " " + api.port() + " @ " + at(shard);
  }

  private static String at(Shard shard) {
    Endpoint endpoint = shard.masterCopy().endpoint();
    return shard.name() + " " + endpoint.host() + " " + endpoint.port();
  }
}
