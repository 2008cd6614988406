package io.vedette.protocol.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * One directive: its name, its type, its default, and whether CONFIG SET may change it. Immutable;
 * the object itself is the key by which {@link ConfigSet#get} is asked.
 *
 * @param <T> an immutable value
 */
public final class Directive<T> {
  private final String name;
  private final List<String> aliases;
  private final ValueType<T> type;
  private final T defaultValue;
  private final boolean immutable;
  private final boolean guarded;
  private final Function<T, String> objection;

  private Directive(
      String name,
      List<String> aliases,
      ValueType<T> type,
      T defaultValue,
      boolean immutable,
      boolean guarded,
      Function<T, String> objection) {
    this.name = name;
    this.aliases = aliases;
    this.type = type;
    this.defaultValue = defaultValue;
    this.immutable = immutable;
    this.guarded = guarded;
    this.objection = objection;
  }

  /** A directive of a type of its own. */
  public static <T> Directive<T> of(String name, ValueType<T> type, T defaultValue) {
    return new Directive<>(name, List.of(), type, defaultValue, false, false, value -> null);
  }

  /** {@code yes} or {@code no}. */
  public static Directive<Boolean> yesNo(String name, boolean defaultValue) {
    return of(name, WordTypes.YesNo.INSTANCE, defaultValue);
  }

  /** A whole number from {@code min} to {@code max}. */
  public static Directive<Integer> integer(String name, int defaultValue, int min, int max) {
    return of(name, new NumberType<>(false, min, max, n -> (int) n), defaultValue);
  }

  /** A whole number from {@code min} to {@code max}. */
  public static Directive<Long> number(String name, long defaultValue, long min, long max) {
    return of(name, new NumberType<>(false, min, max, Long::valueOf), defaultValue);
  }

  /** A size in bytes, written with or without a unit. */
  public static Directive<Long> memory(String name, long defaultValue, long min, long max) {
    return of(name, new NumberType<>(true, min, max, Long::valueOf), defaultValue);
  }

  /** One of the constants of an enum, written in lower case. */
  public static <E extends Enum<E>> Directive<E> choice(String name, E defaultValue) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    return of(name, new WordTypes.Choice<>(words), defaultValue);
  }

  /** A text; may be empty. */
  public static Directive<String> text(String name, String defaultValue) {
    return of(name, WordTypes.Text.INSTANCE, defaultValue);
  }

  /** A password: any bytes, kept one char a byte, so that it equals what AUTH receives. */
  public static Directive<String> password(String name) {
    return of(name, WordTypes.Bytes.INSTANCE, "");
  }

  /** Texts on one line; a single empty one means none. */
  public static Directive<List<String>> texts(String name, String... defaultValue) {
    return of(name, WordTypes.Texts.INSTANCE, List.of(defaultValue));
  }

  /** The same, settable at start only. */
  public Directive<T> immutable() {
    return new Directive<>(name, aliases, type, defaultValue, true, guarded, objection);
  }

  /** The same, settable by a client only where {@code enable-protected-configs} allows it. */
  public Directive<T> guarded() {
    return new Directive<>(name, aliases, type, defaultValue, immutable, true, objection);
  }

  /** The same under further names, which CONFIG GET shows as well. */
  public Directive<T> alias(String... names) {
    return new Directive<>(
        name, Arrays.asList(names), type, defaultValue, immutable, guarded, objection);
  }

  /** The same with a condition: the function answers why a value is refused, null if it is not. */
  public Directive<T> unless(Function<T, String> reason) {
    return new Directive<>(name, aliases, type, defaultValue, immutable, guarded, reason);
  }

  public String name() {
    return name;
  }

  public List<String> aliases() {
    return aliases;
  }

  public T defaultValue() {
    return defaultValue;
  }

  public boolean isImmutable() {
    return immutable;
  }

  /** Whether only a client that is allowed more than others may set it. */
  public boolean isGuarded() {
    return guarded;
  }

  boolean takesSeveral() {
    return type.takesSeveral();
  }

  /**
   * The value that the arguments mean after {@code current}.
   *
   * @throws InvalidValueException with Redis's text if they are no such value
   */
  public T parse(List<String> arguments, T current) throws InvalidValueException {
    checkNumber(arguments);
    return unobjected(type.parse(arguments, current));
  }

  /**
   * The value after a further line of a file or a command line.
   *
   * @throws InvalidValueException with Redis's text if the line means no such value
   */
  T parseLine(List<String> arguments, T current) throws InvalidValueException {
    checkNumber(arguments);
    return unobjected(type.parseLine(arguments, current));
  }

  private void checkNumber(List<String> arguments) throws InvalidValueException {
    if (arguments.isEmpty() || arguments.size() > 1 && !type.takesSeveral()) {
      throw new InvalidValueException("wrong number of arguments");
    }
  }

  private T unobjected(T value) throws InvalidValueException {
    String reason = objection.apply(value);
    if (reason != null) {
      throw new InvalidValueException(reason);
    }
    return value;
  }

  List<String> format(T value) {
    return type.format(value);
  }

  List<String> formatForFile(T value) {
    return type.formatForFile(value);
  }

  @Override
  public String toString() {
    return name;
  }
}
