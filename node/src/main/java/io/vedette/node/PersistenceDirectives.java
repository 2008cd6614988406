package io.vedette.node;

import io.vedette.protocol.config.Directive;
import java.util.List;

/** The directives about what a copy keeps on disk, with Redis's names and defaults. */
final class PersistenceDirectives {
  /** A name in {@code dir}, without a path. */
  static final Directive<String> DBFILENAME =
      Directive.text("dbfilename", "dump.rdb")
          .unless(
              name ->
                  name.isEmpty() || name.contains("/")
                      ? "dbfilename can't be a path, just a filename"
                      : null);

  private PersistenceDirectives() {}

  static List<Directive<?>> all() {
    return List.of(DBFILENAME);
  }
}
