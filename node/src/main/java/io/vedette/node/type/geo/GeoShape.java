package io.vedette.node.type.geo;

/** What a search looks for around a centre; all sizes in metres. */
sealed interface GeoShape {
  /** Stands for a place outside. */
  double OUTSIDE = -1;

  /** The distance of a place from the centre; {@link #OUTSIDE} if it is not in the shape. */
  double distanceM(Position centre, Position place);

  /** How far it reaches to the north and south. */
  double halfHeightM();

  /** How far it reaches to the east and west. */
  double halfWidthM();

  /** How far away its farthest place is. */
  double reachM();

  /** Everything up to a distance. */
  record Circle(double radiusM) implements GeoShape {
    @Override
    public double distanceM(Position centre, Position place) {
      double distance = centre.distanceM(place);
      return distance > radiusM ? OUTSIDE : distance;
    }

    @Override
    public double halfHeightM() {
      return radiusM;
    }

    @Override
    public double halfWidthM() {
      return radiusM;
    }

    @Override
    public double reachM() {
      return radiusM;
    }
  }

  /** A rectangle along meridians and parallels. */
  record Box(double widthM, double heightM) implements GeoShape {
    @Override
    public double distanceM(Position centre, Position place) {
      boolean outside =
          centre.northwardM(place) > heightM / 2 || centre.eastwardM(place) > widthM / 2;
      return outside ? OUTSIDE : centre.distanceM(place);
    }

    @Override
    public double halfHeightM() {
      return heightM / 2;
    }

    @Override
    public double halfWidthM() {
      return widthM / 2;
    }

    @Override
    public double reachM() {
      return Math.sqrt(widthM / 2 * (widthM / 2) + heightM / 2 * (heightM / 2));
    }
  }
}
