package io.vedette.node.command.server;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.RedisVersion;
import java.util.random.RandomGenerator;

/**
 * LOLWUT: the version, and as VERSION 5 a drawing after Georg Nees's "Schotter": rows of squares
 * that fall into disorder on their way down. Arguments and their limits are those of Redis.
 */
public final class LolwutCommand {
  private static final int DRAWING = 5;
  private static final int MAX_COLUMNS = 1000;
  private static final int MAX_SQUARES = 200;

  private static final int MAX_DOTS = 8_000_000;

  private static final String VERSION_LINE = "Redis ver. " + RedisVersion.REPORTED + "\n";

  /** How far the last row's squares turn at most, in radians, and move, in sides. */
  private static final double MAX_TURN = 1;

  private static final double MAX_SHIFT = 0.5;

  private LolwutCommand() {}

  /** Adds the handler. */
  public static void register(Commands commands) {
    commands.register("lolwut", LolwutCommand::lolwut);
  }

  private static void lolwut(Execution x) {
    boolean versioned = x.argumentCount() >= 3 && x.is(1, "VERSION");
    if (!versioned || x.integer(2) != DRAWING) {
      x.reply().verbatim(VERSION_LINE);
      return;
    }
    int columns = size(x, 3, 66, MAX_COLUMNS);
    int perRow = size(x, 4, 8, MAX_SQUARES);
    int rows = size(x, 5, 12, MAX_SQUARES);
    String drawing = draw(columns, perRow, rows, x.keyspace().random());
    x.reply().verbatim(drawing + "\nAfter Georg Nees, Schotter, 1968. " + VERSION_LINE);
  }

  private static int size(Execution x, int argument, int usual, int most) {
    return argument < x.argumentCount() ? Math.clamp(x.integer(argument), 1, most) : usual;
  }

  private static String draw(int columns, int perRow, int wantedRows, RandomGenerator random) {
    int width = 2 * columns;
    int margin = width > 4 ? 2 : 0;
    int side = (width - 2 * margin) / perRow;
    // Redis would draw hundreds of megabytes of few squares as wide as can be.
    int rows = Math.min(wantedRows, Math.max(1, MAX_DOTS / (width * Math.max(1, side))));
    BrailleCanvas canvas = new BrailleCanvas(width, side * rows + 2 * margin);
    for (int row = 0; row < rows; row++) {
      double disorder = (double) row / rows;
      for (int i = 0; i < perRow; i++) {
        double turn = MAX_TURN * disorder * (2 * random.nextDouble() - 1);
        double right = MAX_SHIFT * disorder * (2 * random.nextDouble() - 1) * side;
        double down = MAX_SHIFT * disorder * (2 * random.nextDouble() - 1) * side;
        square(
            canvas,
            margin + (i + 0.5) * side + right,
            margin + (row + 0.5) * side + down,
            side,
            turn);
      }
    }
    return canvas.toString();
  }

  private static void square(
      BrailleCanvas canvas, double centreX, double centreY, int side, double turn) {
    int[] xs = new int[5];
    int[] ys = new int[5];
    for (int corner = 0; corner < xs.length; corner++) {
      double angle = turn + Math.PI / 4 + corner * Math.PI / 2;
      double radius = side / Math.sqrt(2);
      xs[corner] = (int) Math.round(centreX + radius * Math.cos(angle));
      ys[corner] = (int) Math.round(centreY + radius * Math.sin(angle));
    }
    for (int corner = 0; corner + 1 < xs.length; corner++) {
      canvas.line(xs[corner], ys[corner], xs[corner + 1], ys[corner + 1]);
    }
  }
}
