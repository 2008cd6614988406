package io.vedette.node;

import io.vedette.node.log.ReaderLimit;
import io.vedette.node.shard.OutputLimits;
import io.vedette.protocol.config.Directive;
import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.config.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code client-output-buffer-limit <class> <hard> <soft> <soft seconds> ...}; classes that a line
 * does not name keep their limits.
 */
final class OutputLimitsType implements ValueType<OutputLimits> {
  private static final int WORDS_A_CLASS = 4;
  private static final Directive<Long> SIZE = Directive.memory("size", 0, 0, Long.MAX_VALUE);

  @Override
  public OutputLimits parse(List<String> arguments, OutputLimits current)
      throws InvalidValueException {
    if (arguments.size() % WORDS_A_CLASS != 0) {
      throw new InvalidValueException("Wrong number of arguments in buffer limit configuration.");
    }
    OutputLimits limits = current;
    for (int i = 0; i < arguments.size(); i += WORDS_A_CLASS) {
      String kind = arguments.get(i).toLowerCase(Locale.ROOT);
      ReaderLimit limit = limit(kind, arguments.subList(i + 1, i + WORDS_A_CLASS));
      limits =
          switch (kind) {
            case "normal" -> new OutputLimits(limit, limits.replica(), limits.pubsub());
            case "pubsub" -> new OutputLimits(limits.normal(), limits.replica(), limit);
            default -> new OutputLimits(limits.normal(), limit, limits.pubsub());
          };
    }
    return limits;
  }

  private static ReaderLimit limit(String kind, List<String> words) throws InvalidValueException {
    if (!List.of("normal", "slave", "replica", "pubsub").contains(kind)) {
      throw new InvalidValueException(
          "Invalid client class specified in buffer limit configuration.");
    }
    try {
      long seconds = Long.parseLong(words.get(2));
      if (seconds >= 0) {
        return new ReaderLimit(bytes(words.get(0)), bytes(words.get(1)), seconds * 1000);
      }
    } catch (NumberFormatException | InvalidValueException e) {
      // Told below, with the text that Redis has for all three.
    }
    throw new InvalidValueException(
        "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
  }

  private static long bytes(String word) throws InvalidValueException {
    return SIZE.parse(List.of(word), 0L);
  }

  @Override
  public List<String> format(OutputLimits value) {
    return Stream.of(
            words("normal", value.normal()),
            words("slave", value.replica()),
            words("pubsub", value.pubsub()))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> words(String kind, ReaderLimit limit) {
    return List.of(
        kind,
        Long.toString(limit.hardBytes()),
        Long.toString(limit.softBytes()),
        Long.toString(limit.softMs() / 1000));
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }
}
