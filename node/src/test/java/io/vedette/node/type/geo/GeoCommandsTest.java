package io.vedette.node.type.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.node.command.CommandRunner;
import io.vedette.node.type.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected replies are those of redis-server 7.0.15. */
class GeoCommandsTest {
  private final CommandRunner redis = new CommandRunner(Types::register);

  @BeforeEach
  void sicily() {
    redis.run("GEOADD s 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
  }

  @Test
  void keepsPositionsAsScoresWhichReplicasGet() {
    assertThat(redis.effects())
        .isEqualTo("ZADD s 3479099956230698 Palermo 3479447370796909 Catania");
    assertThat(redis.run("ZSCORE s Palermo")).isEqualTo("$16 3479099956230698");
    assertThat(redis.run("GEOADD s NX CH 1 1 Palermo")).isEqualTo(":0");
    assertThat(redis.effects()).isEmpty();
    assertThat(redis.run("GEOADD s XX CH 13.5 38 Palermo 1 1 Rome")).isEqualTo(":1");
    assertThat(redis.run("GEOADD s NX XX 1 1 a")).isEqualTo("-ERR syntax error");
    assertThat(redis.run("GEOADD s 181 0 a"))
        .isEqualTo("-ERR invalid longitude,latitude pair 181.000000,0.000000");
  }

  @Test
  void tellsPlacesHashesAndDistances() {
    assertThat(redis.run("GEOPOS s Palermo none"))
        .isEqualTo("*2 *2 $20 13.36138933897018433 $20 38.11555639549629859 *-1");
    assertThat(redis.run("GEOHASH s Palermo Catania none"))
        .isEqualTo("*3 $11 sqc8b49rny0 $11 sqdtr74hyu0 $-1");
    assertThat(redis.run("GEODIST s Palermo Catania")).isEqualTo("$11 166274.1516");
    assertThat(redis.run("GEODIST s Palermo Catania mi")).isEqualTo("$8 103.3182");
    assertThat(redis.run("GEODIST s Palermo none")).isEqualTo("$-1");
    assertThat(redis.run("GEODIST s Palermo Catania x"))
        .isEqualTo("-ERR unsupported unit provided. please use M, KM, FT, MI");
  }

  @Test
  void findsWhatIsInACircleOrBox() {
    redis.run("GEOADD s 12.758489 38.788135 edge1 17.241510 38.788135 edge2");
    assertThat(redis.run("GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km ASC"))
        .isEqualTo("*2 $7 Catania $7 Palermo");
    assertThat(redis.run("GEOSEARCH s FROMLONLAT 15 37 BYBOX 400 400 km DESC WITHDIST"))
        .isEqualTo(
            "*4 *2 $5 edge1 $8 279.7405 *2 $5 edge2 $8 279.7403 *2 $7 Palermo $8 190.4424"
                + " *2 $7 Catania $7 56.4413");
    assertThat(redis.run("GEORADIUSBYMEMBER s Palermo 100 km")).isEqualTo("*2 $7 Palermo $5 edge1");
    assertThat(redis.run("GEOSEARCHSTORE near s FROMMEMBER Catania BYRADIUS 170 km STOREDIST"))
        .isEqualTo(":2");
    assertThat(redis.run("ZRANGE near 0 -1")).isEqualTo("*2 $7 Catania $7 Palermo");
    assertThat(redis.run("GEORADIUS s 0 0 1 km STORE near")).isEqualTo(":0");
    assertThat(redis.run("ZCARD near")).isEqualTo(":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GEOSEARCH s FROMLONLAT 1 1 ASC DESC ASC|exactly one of BYRADIUS and BYBOX can be specified"
            + " for GEOSEARCH",
        "GEOSEARCH s BYRADIUS 1 km ASC ASC ASC|exactly one of FROMMEMBER or FROMLONLAT can be"
            + " specified for GEOSEARCH",
        "GEOSEARCH s FROMMEMBER x BYRADIUS 1 km|could not decode requested zset member",
        "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS 1 km ANY|the ANY argument requires COUNT argument",
        "GEOSEARCH s FROMLONLAT 1 1 BYRADIUS 1 km COUNT 0|COUNT must be > 0",
        "GEORADIUS s 1 1 -1 km|radius cannot be negative",
        "GEORADIUS_RO s 1 1 1 km STORE x|syntax error",
        "GEORADIUS s 1 1 1 km STORE x WITHDIST|STORE option in GEORADIUS is not compatible with"
            + " WITHDIST, WITHHASH and WITHCOORD options",
        "GEOSEARCH s FROMLONLAT 1 1 BYBOX 1 x km|need numeric height",
      })
  void refusesWhatMakesNoSense(String command, String error) {
    assertThat(redis.run(command)).isEqualTo("-ERR " + error);
  }
}
