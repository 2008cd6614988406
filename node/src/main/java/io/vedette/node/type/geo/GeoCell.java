package io.vedette.node.type.geo;

/**
 * A rectangle of a grid over the earth: both axes are halved {@code step} times.
 *
 * <p>Format of its number: the bits of row and column in turn, the column's above the row's; Redis
 * keeps it with 26 steps as the score.
 *
 * @param row counted from the south
 * @param column counted from the west
 * @param step 1 to 26
 */
record GeoCell(long row, long column, int step) {
  static final double MAX_LATITUDE = 85.05112878;
  static final double MAX_LONGITUDE = 180;
  static final int MAX_STEP = 26;

  private static final int SCORE_BITS = 2 * MAX_STEP;

  /** The cell in which a place is. */
  static GeoCell of(Position at, int step) {
    return of(at, step, MAX_LATITUDE);
  }

  /** The cell of a grid that reaches to other latitudes than usual. */
  static GeoCell of(Position at, int step, double maxLatitude) {
    double cells = 1L << step;
    double row = (at.latitude() + maxLatitude) / (2 * maxLatitude) * cells;
    double column = (at.longitude() + MAX_LONGITUDE) / (2 * MAX_LONGITUDE) * cells;
    return new GeoCell((int) (long) row & 0xFFFFFFFFL, (int) (long) column & 0xFFFFFFFFL, step);
  }

  /** The smallest cell, by its score. */
  static GeoCell ofScore(double score) {
    long bits = (long) score;
    return new GeoCell(everySecondBit(bits), everySecondBit(bits >>> 1), MAX_STEP);
  }

  /** The place that a score stands for: the middle of its cell. */
  static Position position(double score) {
    GeoCell cell = ofScore(score);
    double longitude = (cell.west() + cell.east()) / 2;
    double latitude = (cell.south() + cell.north()) / 2;
    return new Position(
        Math.clamp(longitude, -MAX_LONGITUDE, MAX_LONGITUDE),
        Math.clamp(latitude, -MAX_LATITUDE, MAX_LATITUDE));
  }

  private static long everySecondBit(long bits) {
    long x = bits & 0x5555555555555555L;
    x = (x | x >>> 1) & 0x3333333333333333L;
    x = (x | x >>> 2) & 0x0F0F0F0F0F0F0F0FL;
    x = (x | x >>> 4) & 0x00FF00FF00FF00FFL;
    x = (x | x >>> 8) & 0x0000FFFF0000FFFFL;
    return (x | x >>> 16) & 0x00000000FFFFFFFFL;
  }

  private static long spread(long bits) {
    long x = bits & 0xFFFFFFFFL;
    x = (x | x << 16) & 0x0000FFFF0000FFFFL;
    x = (x | x << 8) & 0x00FF00FF00FF00FFL;
    x = (x | x << 4) & 0x0F0F0F0F0F0F0F0FL;
    x = (x | x << 2) & 0x3333333333333333L;
    return (x | x << 1) & 0x5555555555555555L;
  }

  /** Its number among the cells of its step. */
  long number() {
    return spread(row) | spread(column) << 1;
  }

  /** The score of the first smallest cell in this one. */
  long firstScore() {
    return number() << SCORE_BITS - 2 * step;
  }

  /** The score after that of the last smallest cell in this one. */
  long endScore() {
    return number() + 1 << SCORE_BITS - 2 * step;
  }

  /**
   * The cell so many rows north and columns east; the grid is closed to a ring both ways. A row or
   * column that is not left stays what it is: places on the outermost edge are one beyond the grid.
   */
  GeoCell moved(int rows, int columns) {
    long mask = (1L << step) - 1;
    return new GeoCell(
        rows == 0 ? row : row + rows & mask, columns == 0 ? column : column + columns & mask, step);
  }

  double south() {
    return -MAX_LATITUDE + row / (double) (1L << step) * (2 * MAX_LATITUDE);
  }

  double north() {
    return -MAX_LATITUDE + (row + 1) / (double) (1L << step) * (2 * MAX_LATITUDE);
  }

  double west() {
    return -MAX_LONGITUDE + column / (double) (1L << step) * (2 * MAX_LONGITUDE);
  }

  double east() {
    return -MAX_LONGITUDE + (column + 1) / (double) (1L << step) * (2 * MAX_LONGITUDE);
  }
}
