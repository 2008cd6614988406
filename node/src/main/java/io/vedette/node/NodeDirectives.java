package io.vedette.node;

import io.vedette.node.proxy.ProxyDirectives;
import io.vedette.protocol.config.ConfigException;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.topology.Endpoint;
import java.util.List;

/** What only a node's configuration file says: who it is and where the sentinels are. */
final class NodeDirectives {
  static final Directive<String> NAME = Directive.text("name", "").immutable();
  static final Directive<String> DATABASE = Directive.text("database", "vedette").immutable();
  static final Directive<String> DIR = Directive.text("dir", ".").immutable();
  static final Directive<Integer> PORT_BASE =
      Directive.integer("port-base", 0, 0, 65_535).immutable();
  static final Directive<Integer> CONTROL_PORT =
      Directive.integer("control-port", 0, 0, 65_535).immutable();
  static final Directive<List<String>> SENTINELS = Directive.texts("sentinels").immutable();

  /** The address that others are told; the first address of {@code bind} if empty. */
  static final Directive<String> ANNOUNCE = Directive.text("announce-host", "").immutable();

  /** Port of a proxy inside this process; 0 for none. */
  static final Directive<Integer> PROXY_PORT =
      Directive.integer("proxy-port", 0, 0, 65_535).immutable();

  private NodeDirectives() {}

  static List<Directive<?>> all() {
    return List.of(
        NAME,
        DATABASE,
        DIR,
        PORT_BASE,
        CONTROL_PORT,
        SENTINELS,
        ANNOUNCE,
        PROXY_PORT,
        ProxyDirectives.PARK_TIMEOUT,
        ProxyDirectives.PARK_BYTES);
  }

  /** The sentinels' control addresses; at least one is required. */
  static List<Endpoint> sentinels(ConfigSet config) throws ConfigException {
    List<String> given = config.get(SENTINELS);
    if (given.isEmpty()) {
      throw new ConfigException("'sentinels' is required: the control addresses of all sentinels");
    }
    try {
      return given.stream().map(Endpoint::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("'sentinels': " + e.getMessage());
    }
  }

  /** A directive that has no default. */
  static <T> T required(ConfigSet config, Directive<T> directive) throws ConfigException {
    if (config.isDefault(directive)) {
      throw new ConfigException("'" + directive.name() + "' is required");
    }
    return config.get(directive);
  }
}
