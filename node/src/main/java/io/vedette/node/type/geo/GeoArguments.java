package io.vedette.node.type.geo;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.type.zset.ScoreText;
import io.vedette.protocol.resp.ReplyBuffer;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Reads places, sizes and units, and shows numbers, as Redis does. */
final class GeoArguments {
  private static final int SHOWN_DECIMALS = 17;
  private static final int DISTANCE_DECIMALS = 4;
  private static final int ERROR_DECIMALS = 6;

  private GeoArguments() {}

  /** A longitude and, in the next argument, a latitude. */
  static Position position(Execution x, int argument) {
    double longitude = number(x, argument, CommandError.NOT_A_FLOAT);
    double latitude = number(x, argument + 1, CommandError.NOT_A_FLOAT);
    if (Math.abs(longitude) > GeoCell.MAX_LONGITUDE || Math.abs(latitude) > GeoCell.MAX_LATITUDE) {
      throw new CommandError(
          "ERR invalid longitude,latitude pair "
              + shown(longitude, ERROR_DECIMALS)
              + ","
              + shown(latitude, ERROR_DECIMALS));
    }
    return new Position(longitude, latitude);
  }

  static double number(Execution x, int argument, CommandError otherwise) {
    double number = ScoreText.parse(x.bytes(), x.offset(argument), x.length(argument));
    if (Double.isNaN(number)) {
      throw otherwise;
    }
    return number;
  }

  /** How many metres a unit has. */
  static double unitM(Execution x, int argument) {
    if (x.is(argument, "M")) {
      return 1;
    } else if (x.is(argument, "KM")) {
      return 1000;
    } else if (x.is(argument, "FT")) {
      return 0.3048;
    } else if (x.is(argument, "MI")) {
      return 1609.34;
    }
    throw new CommandError("ERR unsupported unit provided. please use M, KM, FT, MI");
  }

  /** Replies with a distance. */
  static void replyDistance(ReplyBuffer reply, double distance) {
    reply.bulk(shown(distance, DISTANCE_DECIMALS));
  }

  /** Replies with longitude and latitude. */
  static void reply(ReplyBuffer reply, Position at) {
    reply.array(2);
    reply.doubleText(shortened(at.longitude()));
    reply.doubleText(shortened(at.latitude()));
  }

  private static String shortened(double number) {
    BigDecimal shown = new BigDecimal(number).setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN);
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }

  /** A number with so many decimals, zeros among them. */
  private static String shown(double number, int decimals) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    BigDecimal exact = new BigDecimal(Math.abs(number));
    String text = exact.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    boolean negative = Double.doubleToRawLongBits(number) < 0;
    return negative ? "-" + text : text;
  }
}
