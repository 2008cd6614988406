package io.vedette.node;

import io.vedette.node.store.PackedLimits;
import io.vedette.protocol.config.ConfigSet;
import io.vedette.protocol.config.Directive;
import java.util.List;
import java.util.function.BiConsumer;

/** The directives about how values are kept, with Redis's names, older names and defaults. */
final class ValueDirectives {
  /** A directive and the field that takes its value. */
  record Limit<T>(Directive<T> directive, BiConsumer<PackedLimits, T> field) {
    /** Takes the present value. */
    void apply(ConfigSet config, PackedLimits limits) {
      field.accept(limits, config.get(directive));
    }

    /** Takes the present value and each later one; to be called on the copy's thread. */
    void follow(CopySettings settings, PackedLimits limits) {
      settings.follow(directive, value -> field.accept(limits, value));
    }
  }

  static final List<Limit<?>> LIMITS =
      List.of(
          new Limit<>(
              Directive.number("hash-max-listpack-entries", 128, 0, Long.MAX_VALUE)
                  .alias("hash-max-ziplist-entries"),
              (limits, value) -> limits.hashMaxListpackEntries = value),
          new Limit<>(
              Directive.memory("hash-max-listpack-value", 64, 0, Long.MAX_VALUE)
                  .alias("hash-max-ziplist-value"),
              (limits, value) -> limits.hashMaxListpackValue = value),
          new Limit<>(
              Directive.memory("hll-sparse-max-bytes", 3000, 0, Long.MAX_VALUE),
              (limits, value) -> limits.hllSparseMaxBytes = value),
          new Limit<>(
              Directive.number("set-max-intset-entries", 512, 0, Long.MAX_VALUE),
              (limits, value) -> limits.setMaxIntsetEntries = value),
          new Limit<>(
              Directive.number("set-max-listpack-entries", 128, 0, Long.MAX_VALUE),
              (limits, value) -> limits.setMaxListpackEntries = value),
          new Limit<>(
              Directive.memory("set-max-listpack-value", 64, 0, Long.MAX_VALUE),
              (limits, value) -> limits.setMaxListpackValue = value),
          new Limit<>(
              Directive.number("list-max-listpack-size", -2, Integer.MIN_VALUE, Integer.MAX_VALUE)
                  .alias("list-max-ziplist-size"),
              (limits, value) -> limits.listMaxListpackSize = value),
          // Lists are not compressed in memory, which no reply shows.
          new Limit<>(
              Directive.number("list-compress-depth", 0, 0, Integer.MAX_VALUE),
              (limits, value) -> {}),
          new Limit<>(
              Directive.memory("stream-node-max-bytes", 4096, 0, Long.MAX_VALUE),
              (limits, value) -> limits.streamNodeMaxBytes = value),
          new Limit<>(
              Directive.number("stream-node-max-entries", 100, 0, Long.MAX_VALUE),
              (limits, value) -> limits.streamNodeMaxEntries = value),
          new Limit<>(
              Directive.number("zset-max-listpack-entries", 128, 0, Long.MAX_VALUE)
                  .alias("zset-max-ziplist-entries"),
              (limits, value) -> limits.zsetMaxListpackEntries = value),
          new Limit<>(
              Directive.memory("zset-max-listpack-value", 64, 0, Long.MAX_VALUE)
                  .alias("zset-max-ziplist-value"),
              (limits, value) -> limits.zsetMaxListpackValue = value));

  private ValueDirectives() {}
}
