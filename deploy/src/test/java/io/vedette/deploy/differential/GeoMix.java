package io.vedette.deploy.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/** Positions in crowds, at the poles, at the date line and all over the earth. */
final class GeoMix extends FormMix {
  GeoMix() {
    super("positions");
    word("lon", draw -> coordinate(draw, 180));
    word("lat", draw -> coordinate(draw, 85.05112878));
    word("near", draw -> Draw.bytes(Double.toString(13.361389 + draw.below(2000) / 1000.0)));
    word("dist", GeoMix::distance);
    // One of its own for each: of two that are equally far, Redis's unstable sort takes either.
    word("place", draw -> Draw.bytes(Long.toString(draw.random().nextLong(1L << 52))));
    form(12, "GEOADD k NX|XX? CH? lon+lat+m...");
    form(10, "GEOADD k near+near+m...");
    form(3, "GEOPOS|GEOHASH k m...");
    form(4, "GEODIST k m m M|KM|FT|MI|X?");
    form(
        8,
        "GEOSEARCH k FROMMEMBER+m|FROMLONLAT+lon+lat|FROMLONLAT+near+near "
            + "BYRADIUS+dist+M|BYRADIUS+dist+KM|BYBOX+dist+dist+KM|BYBOX+dist+dist+MI "
            + "ASC|DESC? COUNT+n|COUNT+n+ANY? WITHDIST? WITHHASH? WITHCOORD?");
    form(
        4,
        "GEOSEARCHSTORE k k FROMMEMBER+m|FROMLONLAT+lon+lat BYRADIUS+dist+KM|BYBOX+dist+dist+FT"
            + " ASC|DESC? COUNT+n? WITHDIST?");
    form(
        4,
        "GEORADIUS|GEORADIUS_RO k lon+lat|near+near dist M|KM|MI WITHDIST? WITHHASH? "
            + "COUNT+n|ASC|DESC? STORE+k?");
    form(
        4,
        "GEORADIUSBYMEMBER|GEORADIUSBYMEMBER_RO k m dist M|KM|MI WITHCOORD? COUNT+n+ANY? "
            + "ASC|DESC? STORE+k?");
    form(1, "ZRANGE k 0 -1 WITHSCORES");
    form(1, "ZADD k place m");
    form(1, "ZREM k m");
    form(1, "DEL|TYPE k");
    form(1, "SET k v");
  }

  private static byte[] coordinate(Draw draw, double limit) {
    return switch (draw.below(8)) {
      case 0 -> Draw.bytes(draw.pick(List.of("180", "-180", "85.05112878", "-85.05112878", "0")));
      case 1 -> draw.oneIn(3) ? draw.floating() : Draw.bytes("1e-9");
      default -> Draw.bytes(Double.toString((draw.random().nextDouble() * 2 - 1) * limit));
    };
  }

  private static byte[] distance(Draw draw) {
    return switch (draw.below(8)) {
      case 0 -> draw.floating();
      case 1 -> Draw.bytes("0");
      case 2 -> Draw.bytes(Integer.toString(draw.below(100_000)));
      default -> Draw.bytes(new String(draw.number(3000), ISO_8859_1));
    };
  }
}
