package io.vedette.node.type.geo;

/**
 * A place on the earth, taken for a ball, in degrees.
 *
 * @param longitude -180 to 180
 * @param latitude within plus and minus {@link GeoCell#MAX_LATITUDE}
 */
record Position(double longitude, double latitude) {
  static final double EARTH_RADIUS_M = 6372797.560856;

  /** Metres to another place along the surface; the same to the last bit on every machine. */
  double distanceM(Position other) {
    double v = StrictMath.sin((radians(other.longitude) - radians(longitude)) / 2);
    if (v == 0) {
      return northwardM(other);
    }
    double from = radians(latitude);
    double to = radians(other.latitude);
    double u = StrictMath.sin((to - from) / 2);
    double a = u * u + StrictMath.cos(from) * StrictMath.cos(to) * v * v;
    return 2 * EARTH_RADIUS_M * StrictMath.asin(Math.sqrt(a));
  }

  /** Metres along a meridian to the other place's latitude. */
  double northwardM(Position other) {
    return EARTH_RADIUS_M * Math.abs(radians(other.latitude) - radians(latitude));
  }

  /** Metres to another place's longitude at that place's latitude. */
  double eastwardM(Position other) {
    return other.distanceM(new Position(longitude, other.latitude));
  }

  static double radians(double degrees) {
    return degrees * (Math.PI / 180);
  }

  static double degrees(double radians) {
    return radians / (Math.PI / 180);
  }
}
