package io.vedette.node;

import io.vedette.node.ops.LogLevel;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.config.ValueType;
import io.vedette.protocol.topology.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What only {@code server} honours, since in a cluster others decide it. */
final class ServerDirectives {
  static final Directive<Optional<Endpoint>> REPLICAOF =
      Directive.of("replicaof", new MasterType(), Optional.<Endpoint>empty())
          .alias("slaveof")
          .immutable();
  static final Directive<Path> DIR =
      Directive.of("dir", new FolderType(), FolderType.WORKING_FOLDER).guarded();
  static final Directive<LogLevel> LOGLEVEL = Directive.choice("loglevel", LogLevel.NOTICE);

  /** Empty: standard output. */
  static final Directive<String> LOGFILE = Directive.text("logfile", "").immutable();

  /** Empty: none is written. */
  static final Directive<String> PIDFILE = Directive.text("pidfile", "").immutable();

  static final Directive<Boolean> DAEMONIZE =
      Directive.yesNo("daemonize", false)
          .immutable()
          .unless(
              on ->
                  on
                      ? "the server stays in the foreground: leave it to a service manager, or"
                          + " start it with '&'"
                      : null);

  private ServerDirectives() {}

  static List<Directive<?>> all() {
    return List.of(REPLICAOF, DIR, LOGLEVEL, LOGFILE, PIDFILE, DAEMONIZE);
  }

  /** {@code host port}, or {@code no one}. */
  private static final class MasterType implements ValueType<Optional<Endpoint>> {
    @Override
    public Optional<Endpoint> parse(List<String> arguments, Optional<Endpoint> current)
        throws InvalidValueException {
      if (arguments.size() != 2) {
        throw new InvalidValueException("wrong number of arguments");
      }
      if (arguments.get(0).equalsIgnoreCase("no") && arguments.get(1).equalsIgnoreCase("one")) {
        return Optional.empty();
      }
      try {
        return Optional.of(new Endpoint(arguments.get(0), Integer.parseInt(arguments.get(1))));
      } catch (IllegalArgumentException e) {
        throw new InvalidValueException("Invalid master port");
      }
    }

    @Override
    public List<String> format(Optional<Endpoint> value) {
      return value.map(at -> List.of(at.host(), Integer.toString(at.port()))).orElse(List.of());
    }

    @Override
    public boolean takesSeveral() {
      return true;
    }
  }
}
