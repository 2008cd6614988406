package io.vedette.node.type.geo;

import java.util.ArrayList;
import java.util.List;

/** The cells that cover a shape: that of its centre and, as far as needed, those around it. */
final class GeoArea {
  /** Half the length of the equator, about. */
  private static final double WIDEST_M = 20037726.37;

  private static final double HIGH_LATITUDE = 66;
  private static final double HIGHEST_LATITUDE = 80;

  /** Rows and columns from the centre's cell, in the order in which Redis visits them. */
  private static final int[][] AROUND = {
    {0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}
  };

  private final double south;
  private final double north;
  private final double west;
  private final double east;

  private GeoArea(Position centre, GeoShape shape) {
    double latitude = centre.latitude();
    double up = Position.degrees(shape.halfHeightM() / Position.EARTH_RADIUS_M);
    // A parallel is the shorter the nearer it is to a pole.
    double polewards = latitude < 0 ? latitude - up : latitude + up;
    double across =
        Position.degrees(
            shape.halfWidthM()
                / Position.EARTH_RADIUS_M
                / StrictMath.cos(Position.radians(polewards)));
    south = latitude - up;
    north = latitude + up;
    west = centre.longitude() - across;
    east = centre.longitude() + across;
  }

  /** The cells to search, in order, no two that follow each other being the same. */
  static List<GeoCell> cells(Position centre, GeoShape shape) {
    return new GeoArea(centre, shape).around(centre, steps(shape.reachM(), centre.latitude()));
  }

  /** So many halvings that three cells in a row reach far enough in most cases. */
  private static int steps(double reachM, double latitude) {
    if (reachM == 0) {
      return GeoCell.MAX_STEP;
    }
    int step = 1;
    for (double reach = reachM; reach < WIDEST_M; reach *= 2) {
      step++;
    }
    step -= 2;
    double fromEquator = Math.abs(latitude);
    step -= fromEquator > HIGH_LATITUDE ? 1 : 0;
    step -= fromEquator > HIGHEST_LATITUDE ? 1 : 0;
    return Math.clamp(step, 1, GeoCell.MAX_STEP);
  }

  private List<GeoCell> around(Position centre, int steps) {
    GeoCell middle = GeoCell.of(centre, steps);
    if (steps > 1 && !isCovered(middle)) {
      middle = GeoCell.of(centre, steps - 1);
    }
    List<GeoCell> cells = new ArrayList<>(AROUND.length);
    for (int[] move : AROUND) {
      GeoCell cell = middle.moved(move[0], move[1]);
      boolean needed = middle.step() < 2 || isNeeded(middle, move[0], move[1]);
      if (needed && (cells.isEmpty() || !cells.getLast().equals(cell))) {
        cells.add(cell);
      }
    }
    return cells;
  }

  private boolean isCovered(GeoCell middle) {
    return middle.moved(1, 0).north() >= north
        && middle.moved(-1, 0).south() <= south
        && middle.moved(0, 1).east() >= east
        && middle.moved(0, -1).west() <= west;
  }

  /** Whether the shape reaches beyond the middle cell on that side. */
  private boolean isNeeded(GeoCell middle, int rows, int columns) {
    return !(rows < 0 && middle.south() < south
        || rows > 0 && middle.north() > north
        || columns < 0 && middle.west() < west
        || columns > 0 && middle.east() > east);
  }
}
