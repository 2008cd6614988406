package io.vedette.node.persistence.save;

import java.util.ArrayList;
import java.util.List;

/** When the data set is saved by itself, {@code save}: when any of the points is reached. */
public record SavePoints(List<Point> points) {
  /**
   * @param seconds since the last save, at least 1
   * @param changes since then, at least 0
   */
  public record Point(long seconds, long changes) {}

  /** Never. */
  public static final SavePoints NONE = new SavePoints(List.of());

  /** What redis-server does unless it is told otherwise. */
  public static final SavePoints REDIS_DEFAULT =
      new SavePoints(List.of(new Point(3600, 1), new Point(300, 100), new Point(60, 10_000)));

  public SavePoints {
    points = List.copyOf(points);
  }

  public boolean isNone() {
    return points.isEmpty();
  }

  /** These points and those. */
  public SavePoints and(SavePoints more) {
    List<Point> all = new ArrayList<>(points);
    all.addAll(more.points);
    return new SavePoints(all);
  }
}
