package io.vedette.node.proxy;

import io.vedette.protocol.config.CommandLine;
import io.vedette.protocol.config.ConfigException;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.Directives;
import io.vedette.protocol.topology.Endpoint;
import io.vedette.protocol.transport.Processors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The directives of a proxy's configuration file, and what they mean together. */
public final class ProxyDirectives {
  static final Directive<String> NAME = Directive.text("name", "").immutable();
  static final Directive<String> DATABASE = Directive.text("database", "vedette").immutable();
  static final Directive<List<String>> BIND = Directive.texts("bind", "127.0.0.1").immutable();

  /** The address that others are told; the first address of {@code bind} if empty. */
  static final Directive<String> ANNOUNCE = Directive.text("announce-host", "").immutable();

  static final Directive<Integer> PORT = Directive.integer("port", 6379, 0, 65_535).immutable();
  static final Directive<Integer> CONTROL_PORT =
      Directive.integer("control-port", 0, 0, 65_535).immutable();
  static final Directive<List<String>> SENTINELS = Directive.texts("sentinels").immutable();
  static final Directive<String> PASSWORD = Directive.password("requirepass").immutable();
  static final Directive<String> MASTER_AUTH = Directive.password("masterauth").immutable();
  static final Directive<Integer> DATABASES =
      Directive.integer("databases", 16, 1, 65_536).immutable();
  static final Directive<Integer> MAX_CLIENTS =
      Directive.integer("maxclients", 10_000, 1, 1_000_000).immutable();
  static final Directive<Integer> TIMEOUT =
      Directive.integer("timeout", 0, 0, Integer.MAX_VALUE).immutable();
  static final Directive<Integer> BACKLOG =
      Directive.integer("tcp-backlog", 511, 0, Integer.MAX_VALUE).immutable();
  static final Directive<Integer> IO_THREADS =
      Directive.integer("io-threads", 1, 1, 128).immutable();

  /** Longest time that a command waits for a master. */
  public static final Directive<Long> PARK_TIMEOUT =
      Directive.number("proxy-park-timeout-ms", 10_000, 1, 3_600_000).immutable();

  /** Most bytes of commands that wait for masters. */
  public static final Directive<Long> PARK_BYTES =
      Directive.memory("proxy-park-max-bytes", 64L << 20, 0, Long.MAX_VALUE).immutable();

  private static final Directives ALL =
      Directives.of(
          NAME,
          DATABASE,
          BIND,
          ANNOUNCE,
          PORT,
          CONTROL_PORT,
          SENTINELS,
          PASSWORD,
          MASTER_AUTH,
          DATABASES,
          MAX_CLIENTS,
          TIMEOUT,
          BACKLOG,
          IO_THREADS,
          Processors.SERVER_CPULIST,
          PARK_TIMEOUT,
          PARK_BYTES);

  private ProxyDirectives() {}

  /**
   * Reads {@code --config FILE [--directive value]...}.
   *
   * @throws ConfigException with file, line and reason
   */
  public static ConfigSet parse(List<String> arguments) throws ConfigException {
    List<String> rest = new ArrayList<>(arguments);
    if (!rest.isEmpty() && rest.getFirst().equals("--config")) {
      rest.removeFirst();
    }
    ConfigSet values = new ConfigSet(ALL);
    values.load(CommandLine.parse(rest).read(System.in));
    for (Directive<?> needed : List.of(NAME, CONTROL_PORT, SENTINELS)) {
      if (values.isDefault(needed)) {
        throw new ConfigException("the directive '" + needed.name() + "' is missing");
      }
    }
    return values;
  }

  /**
   * What the values mean.
   *
   * @throws ConfigException if an address among them is none
   */
  public static ProxyConfig config(ConfigSet values) throws ConfigException {
    try {
      return new ProxyConfig(
          values.get(NAME),
          values.get(DATABASE),
          values.get(BIND),
          host(values),
          values.get(PORT),
          new Endpoint(host(values), values.get(CONTROL_PORT)),
          values.get(SENTINELS).stream().map(Endpoint::parse).toList(),
          values.get(PASSWORD),
          values.get(MASTER_AUTH),
          values.get(DATABASES),
          values.get(MAX_CLIENTS),
          values.get(TIMEOUT),
          values.get(BACKLOG),
          values.get(PARK_TIMEOUT),
          values.get(PARK_BYTES),
          values.get(IO_THREADS),
          values.get(Processors.SERVER_CPULIST));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private static String host(ConfigSet values) {
    return values.isDefault(ANNOUNCE) ? values.get(BIND).getFirst() : values.get(ANNOUNCE);
  }

  /** All settings as CONFIG GET shows them. */
  static Map<String, String> shown(ConfigSet values) {
    return values.matching(List.of("*"));
  }
}
