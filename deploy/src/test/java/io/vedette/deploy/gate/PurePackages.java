package io.vedette.deploy.gate;

import io.vedette.deploy.gate.SourceTree.Source;
import java.util.List;

/**
 * The packages that decide and do not act: no Akka, no Netty, no clock, no randomness, no files, no
 * threads of their own. Classes named {@code *Actor, *Link, *Guardian, *Main} are the thin shell
 * around them and may stand beside them.
 */
final class PurePackages {
  /** Package prefixes, all below {@code io.vedette}. */
  static final List<String> PREFIXES =
      List.of(
          "io.vedette.protocol.resp",
          "io.vedette.protocol.command",
          "io.vedette.protocol.slot",
          "io.vedette.protocol.topology",
          "io.vedette.protocol.psync",
          "io.vedette.protocol.rdb",
          "io.vedette.protocol.aof",
          "io.vedette.node.store",
          "io.vedette.node.log",
          "io.vedette.node.command",
          "io.vedette.node.pubsub",
          "io.vedette.node.type",
          "io.vedette.sentinel.monitor",
          "io.vedette.sentinel.election",
          "io.vedette.sentinel.failover",
          "io.vedette.sentinel.consensus");

  private PurePackages() {}

  static boolean isPure(Source source) {
    return PREFIXES.stream()
            .anyMatch(prefix -> source.path().contains(prefix.replace('.', '/') + "/"))
        && !isShell(source.simpleName());
  }

  /** Whether a class of this name may import Akka. */
  static boolean isShell(String simpleName) {
    return simpleName.matches(".*(Actor|Link|Guardian|Main)");
  }
}
