package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;

/** Adding, changing and removing members. */
final class ZSetWriteCommands {
  private static final int KEY = 1;
  private static final int FIRST = 2;

  private ZSetWriteCommands() {}

  static void register(Commands commands) {
    commands
        .register("zadd", x -> add(x, false))
        .register("zincrby", x -> add(x, true))
        .register("zrem", ZSetWriteCommands::remove);
  }

  /**
   * What ZADD's words say.
   *
   * @param pairs index of the first score
   */
  private record Options(
      boolean isNew,
      boolean exists,
      boolean greater,
      boolean less,
      boolean countChanged,
      boolean increment,
      int pairs) {

    static Options parse(Execution x, boolean increment) {
      boolean nx = false;
      boolean xx = false;
      boolean gt = false;
      boolean lt = false;
      boolean ch = false;
      boolean incr = increment;
      int at = FIRST;
      for (boolean known = true; known && at < x.argumentCount(); ) {
        if (x.is(at, "NX")) {
          nx = true;
        } else if (x.is(at, "XX")) {
          xx = true;
        } else if (x.is(at, "GT")) {
          gt = true;
        } else if (x.is(at, "LT")) {
          lt = true;
        } else if (x.is(at, "CH")) {
          ch = true;
        } else if (x.is(at, "INCR")) {
          incr = true;
        } else {
          known = false;
        }
        at += known ? 1 : 0;
      }
      Options options = new Options(nx, xx, gt, lt, ch, incr, at);
      options.check(x.argumentCount() - at);
      return options;
    }

    private void check(int arguments) {
      if (arguments == 0 || arguments % 2 != 0) {
        throw CommandError.SYNTAX;
      }
      if (isNew && exists) {
        throw new CommandError("ERR XX and NX options at the same time are not compatible");
      }
      if (greater && isNew || less && isNew || greater && less) {
        throw new CommandError("ERR GT, LT, and/or NX options at the same time are not compatible");
      }
      if (increment && arguments > 2) {
        throw new CommandError("ERR INCR option supports a single increment-element pair");
      }
    }

    /** Whether a member that has a score shall have another one. */
    boolean allows(double before, double after) {
      return !(isNew || less && after >= before || greater && after <= before);
    }
  }

  private static double[] scores(Execution x, int first) {
    double[] scores = new double[(x.argumentCount() - first) / 2];
    for (int i = 0; i < scores.length; i++) {
      int argument = first + 2 * i;
      scores[i] = ScoreText.parse(x.bytes(), x.offset(argument), x.length(argument));
      if (Double.isNaN(scores[i])) {
        throw CommandError.NOT_A_FLOAT;
      }
    }
    return scores;
  }

  private static void add(Execution x, boolean increment) {
    Options options = Options.parse(x, increment);
    double[] scores = scores(x, options.pairs());
    ZSetValue set = x.findForWrite(KEY, ZSetValue.KIND);
    if (set == null && options.exists()) {
      replyCount(x, options, 0);
      return;
    }
    Addition addition = new Addition(x, options, set == null ? new ZSetValue() : set);
    for (int i = 0; i < scores.length; i++) {
      addition.add(scores[i], options.pairs() + 2 * i + 1);
    }
    int changed = addition.added + addition.updated;
    if (changed > 0) {
      x.putBack(KEY, addition.set);
      x.changed(changed);
      x.notify(EventClass.ZSET, options.increment() ? "zincr" : "zadd", KEY);
    }
    if (!options.increment()) {
      x.reply().integer(options.countChanged() ? changed : addition.added);
    } else if (addition.processed) {
      ScoreText.reply(x.reply(), addition.score);
    } else {
      x.reply().nullBulk();
    }
  }

  private static void replyCount(Execution x, Options options, int count) {
    if (options.increment()) {
      x.reply().nullBulk();
    } else {
      x.reply().integer(count);
    }
  }

  /** One ZADD under way. */
  private static final class Addition {
    private final Execution x;
    private final Options options;
    private final ZSetValue set;
    private int added;
    private int updated;

    /** Whether the options let the last member through, and the score that it has then. */
    private boolean processed;

    private double score;

    Addition(Execution x, Options options, ZSetValue set) {
      this.x = x;
      this.options = options;
      this.set = set;
    }

    void add(double given, int member) {
      double before = set.locate(x.bytes(), x.offset(member), x.length(member));
      processed = false;
      if (Double.isNaN(before)) {
        if (!options.exists()) {
          put(given, member);
          added++;
        }
        return;
      }
      double wanted = options.increment() && !options.isNew() ? before + given : given;
      if (Double.isNaN(wanted)) {
        throw new CommandError("ERR resulting score is not a number (NaN)");
      }
      if (!options.allows(before, wanted)) {
        return;
      }
      processed = true;
      score = wanted;
      if (wanted != before) {
        put(wanted, member);
        updated++;
      }
    }

    private void put(double wanted, int member) {
      set.putLocated(x.limits(), wanted, x.bytes(), x.offset(member), x.length(member));
      processed = true;
      score = wanted;
    }
  }

  private static void remove(Execution x) {
    ZSetValue set = x.findForWrite(KEY, ZSetValue.KIND);
    int removed = 0;
    for (int i = FIRST; set != null && i < x.argumentCount(); i++) {
      removed += set.remove(x.bytes(), x.offset(i), x.length(i)) ? 1 : 0;
    }
    if (removed > 0) {
      removed(x, set, "zrem", removed);
    }
    x.reply().integer(removed);
  }

  /** Keeps the first key's set after members were taken away, and tells so. */
  static void removed(Execution x, ZSetValue set, String event, int members) {
    x.putBackLess(KEY, set, EventClass.ZSET, event);
    x.changed(members);
  }
}
