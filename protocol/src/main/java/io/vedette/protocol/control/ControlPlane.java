package io.vedette.protocol.control;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.vedette.protocol.topology.Endpoint;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Addresses and configuration of the control plane.
 *
 * <p>Messages go to control addresses ({@code host:port}) through the paths given here, never
 * through actor references learnt from gossip, so that delivery does not wait for membership to
 * converge.
 */
public final class ControlPlane {
  /** Name of the actor system in every process; part of every path. */
  public static final String SYSTEM_NAME = "vedette";

  /** Name of the well-known actor of a proxy process. */
  public static final String PROXY_ACTOR = "proxy";

  /** Name of the well-known actor of a sentinel process. */
  public static final String SENTINEL_ACTOR = "sentinel";

  private static final String RESOURCE = "vedette-control-plane.conf";

  private ControlPlane() {}

  /**
   * The Akka configuration of a process.
   *
   * @param host address that the other processes use for this one
   * @param bindHost local address to listen on, such as {@code 0.0.0.0}; usually equal to the host
   * @param port control port; the same for both addresses
   * @param roles cluster roles: {@code node}, {@code proxy}, {@code sentinel}
   * @param seeds control addresses ({@code host:port}) of the sentinels, the same order everywhere
   * @param additions settings of the process's own, over the shared ones
   * @return a resolved configuration for {@code ActorSystem.create}
   */
  public static Config config(
      String host,
      String bindHost,
      int port,
      Collection<String> roles,
      Collection<String> seeds,
      Config additions) {
    Map<String, Object> own = new TreeMap<>();
    own.put("akka.remote.artery.canonical.hostname", host);
    own.put("akka.remote.artery.canonical.port", port);
    own.put("akka.remote.artery.bind.hostname", bindHost);
    own.put("akka.remote.artery.bind.port", port);
    own.put("akka.cluster.roles", List.copyOf(roles));
    own.put("akka.cluster.seed-nodes", seeds.stream().map(ControlPlane::systemAddress).toList());
    return ConfigFactory.parseMap(own)
        .withFallback(additions)
        .withFallback(ConfigFactory.parseResources(ControlPlane.class.getClassLoader(), RESOURCE))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  /** What to tell the operator when the actor system of a control address could not start. */
  public static IOException cannotListen(Endpoint control, RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new IOException(
        "cannot listen on the control address " + control + ": " + cause.getMessage(), failure);
  }

  /** The address of the actor system at a control address, as Akka writes it. */
  public static String systemAddress(String controlAddress) {
    return "akka://" + SYSTEM_NAME + "@" + controlAddress;
  }

  /** The path of a well-known actor at a control address, for {@code ActorRefResolver}. */
  public static String actorPath(String controlAddress, String actor) {
    return systemAddress(controlAddress) + "/user/" + actor;
  }
}
