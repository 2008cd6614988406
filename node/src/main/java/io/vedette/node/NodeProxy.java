package io.vedette.node;

import io.vedette.node.proxy.ProxyConfig;
import io.vedette.node.proxy.ProxyDirectives;
import io.vedette.node.proxy.ProxyGuardian;
import io.vedette.node.proxy.ProxyPort;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Processors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The proxy inside a node process, which {@code proxy-port} asks for. It bears the node's name and
 * takes from the node's configuration, as of the start, what a proxy of its own would be told.
 *
 * @param port open already
 */
record NodeProxy(ProxyConfig config, ProxyPort port) {
  private static final int EVENT_LOOPS = 1;

  /** What CONFIG GET through this proxy answers from the node's own directives. */
  private static final List<String> SHARED =
      List.of(
          "name",
          "database",
          "bind",
          "announce-host",
          "control-port",
          "sentinels",
          "requirepass",
          "masterauth",
          "databases",
          "maxclients",
          "timeout",
          "tcp-backlog",
          "server_cpulist",
          "proxy-park-*");

  /**
   * Opens the port if one is configured.
   *
   * @throws IOException if it cannot be bound
   */
  static Optional<NodeProxy> open(
      ConfigSet config, NodeActor.Identity node, List<Endpoint> sentinels) throws IOException {
    int port = config.get(NodeDirectives.PROXY_PORT);
    if (port == 0) {
      return Optional.empty();
    }
    ProxyConfig proxy =
        new ProxyConfig(
            node.name(),
            node.database(),
            config.get(CopyDirectives.BIND),
            node.host(),
            port,
            node.control(),
            sentinels,
            config.get(CopyDirectives.REQUIREPASS),
            config.get(CopyDirectives.MASTERAUTH),
            config.get(CopyDirectives.DATABASES),
            config.get(CopyDirectives.MAXCLIENTS),
            config.get(CopyDirectives.TIMEOUT),
            config.get(CopyDirectives.TCP_BACKLOG),
            config.get(ProxyDirectives.PARK_TIMEOUT),
            config.get(ProxyDirectives.PARK_BYTES),
            EVENT_LOOPS,
            config.get(Processors.SERVER_CPULIST));
    Map<String, String> shown = new TreeMap<>(config.matching(SHARED));
    shown.put("port", Integer.toString(port));
    shown.put("io-threads", Integer.toString(EVENT_LOOPS));
    return Optional.of(new NodeProxy(proxy, ProxyGuardian.open(proxy, shown)));
  }
}
