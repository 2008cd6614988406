package io.vedette.protocol.config;

import java.util.List;

/**
 * How a directive's value is written. Texts hold one char a byte.
 *
 * @param <T> an immutable value
 */
public interface ValueType<T> {
  /**
   * The value that the arguments mean.
   *
   * @param arguments one or more words; exactly one unless {@link #takesSeveral}
   * @param current the value so far, for types whose lines add to each other
   * @throws InvalidValueException if they are no such value
   */
  T parse(List<String> arguments, T current) throws InvalidValueException;

  /**
   * The value after one of perhaps several lines of a file or a command line; CONFIG SET uses
   * {@link #parse}.
   *
   * @param current the value of the lines so far, the default itself before the first
   * @throws InvalidValueException if they are no such value
   */
  default T parseLine(List<String> arguments, T current) throws InvalidValueException {
    return parse(arguments, current);
  }

  /**
   * The arguments that mean this value; {@code CONFIG GET} joins them with spaces. An empty list
   * means that CONFIG REWRITE leaves the directive out.
   */
  List<String> format(T value);

  /** As {@link #format}, in the form that reads best in a file. */
  default List<String> formatForFile(T value) {
    return format(value);
  }

  /** Whether a line may carry more than one argument. */
  default boolean takesSeveral() {
    return false;
  }
}
