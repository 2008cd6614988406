package io.vedette.node;

import io.vedette.node.persistence.save.SavePoints;
import io.vedette.protocol.config.InvalidValueException;
import io.vedette.protocol.config.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code save <seconds> <changes> ...}: pairs of one line and of several lines add to each other,
 * and an empty text takes back all that came before.
 */
final class SavePointsType implements ValueType<SavePoints> {
  private final SavePoints byDefault;

  SavePointsType(SavePoints byDefault) {
    this.byDefault = byDefault;
  }

  @Override
  public SavePoints parse(List<String> arguments, SavePoints current) throws InvalidValueException {
    if (arguments.equals(List.of(""))) {
      return SavePoints.NONE;
    }
    if (arguments.size() % 2 != 0) {
      throw new InvalidValueException("Invalid save parameters");
    }
    List<SavePoints.Point> points = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      points.add(
          new SavePoints.Point(number(arguments.get(i), 1), number(arguments.get(i + 1), 0)));
    }
    return new SavePoints(points);
  }

  private static long number(String word, int min) throws InvalidValueException {
    try {
      int number = Integer.parseInt(word);
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with the text that Redis has for all of them.
    }
    throw new InvalidValueException("Invalid save parameters");
  }

  @Override
  public SavePoints parseLine(List<String> arguments, SavePoints current)
      throws InvalidValueException {
    SavePoints line = parse(arguments, current);
    // The very object: nothing was said so far, and the first word replaces the default.
    return current == byDefault || line.isNone() ? line : current.and(line);
  }

  @Override
  public List<String> format(SavePoints value) {
    if (value.isNone()) {
      return List.of("");
    }
    return value.points().stream()
        .flatMap(p -> Stream.of(Long.toString(p.seconds()), Long.toString(p.changes())))
        .toList();
  }

  @Override
  public boolean takesSeveral() {
    return true;
  }
}
