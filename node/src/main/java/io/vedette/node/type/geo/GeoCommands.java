package io.vedette.node.type.geo;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Effects;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.type.zset.ZSetValue;
import io.vedette.protocol.resp.ReplyBuffer;

/** The commands on positions and their handlers; here those on single members. */
public final class GeoCommands {
  private static final int KEY = 1;
  private static final int FIRST = 2;
  private static final int UNIT = 4;

  private static final String ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";
  private static final int HASH_CHARS = 11;
  private static final int POLE = 90;

  private GeoCommands() {}

  public static void register(Commands commands) {
    commands
        .register("geoadd", GeoCommands::add)
        .register("geopos", GeoCommands::positions)
        .register("geohash", GeoCommands::hashes)
        .register("geodist", GeoCommands::distance);
    GeoSearchCommands.register(commands);
  }

  private static void add(Execution x) {
    boolean nx = false;
    boolean xx = false;
    boolean ch = false;
    int first = FIRST;
    for (boolean known = true; known && first < x.argumentCount(); first += known ? 1 : 0) {
      if (x.is(first, "NX")) {
        nx = true;
      } else if (x.is(first, "XX")) {
        xx = true;
      } else if (x.is(first, "CH")) {
        ch = true;
      } else {
        known = false;
      }
    }
    int arguments = x.argumentCount() - first;
    if (arguments % 3 != 0 || nx && xx) {
      throw CommandError.SYNTAX;
    }
    long[] scores = new long[arguments / 3];
    for (int i = 0; i < scores.length; i++) {
      Position at = GeoArguments.position(x, first + 3 * i);
      scores[i] = GeoCell.of(at, GeoCell.MAX_STEP).firstScore();
    }
    if (scores.length == 0) {
      throw CommandError.SYNTAX;
    }
    add(x, scores, first, nx, xx, ch);
  }

  private static void add(
      Execution x, long[] scores, int first, boolean nx, boolean xx, boolean ch) {
    ZSetValue set = x.findForWrite(KEY, ZSetValue.KIND);
    if (set == null && xx) {
      x.reply().integer(0);
      return;
    }
    set = set == null ? ZSetValue.KIND.create().get() : set;
    int added = 0;
    int moved = 0;
    for (int i = 0; i < scores.length; i++) {
      int member = first + 3 * i + 2;
      double before = set.locate(x.bytes(), x.offset(member), x.length(member));
      boolean isNew = Double.isNaN(before);
      if (isNew ? !xx : !nx && before != scores[i]) {
        set.putLocated(x.limits(), scores[i], x.bytes(), x.offset(member), x.length(member));
        added += isNew ? 1 : 0;
        moved += isNew ? 0 : 1;
      }
    }
    if (added + moved > 0) {
      x.putBack(KEY, set);
      x.changed(added + moved);
      replicate(x, scores, first);
      x.notify(EventClass.ZSET, "zadd", KEY);
    }
    x.reply().integer(ch ? added + moved : added);
  }

  /** Replicas get the scores, which no rounding of theirs can change. */
  private static void replicate(Execution x, long[] scores, int first) {
    Effects effects = x.effects().command(first + 2 * scores.length).arg("ZADD");
    for (int i = KEY; i < first; i++) {
      effects.arg(x.bytes(), x.offset(i), x.length(i));
    }
    for (int i = 0; i < scores.length; i++) {
      int member = first + 3 * i + 2;
      effects.arg(scores[i]).arg(x.bytes(), x.offset(member), x.length(member));
    }
  }

  /** The place of a member, or null. */
  static Position position(Execution x, ZSetValue set, int member) {
    double score = set.score(x.bytes(), x.offset(member), x.length(member));
    return Double.isNaN(score) ? null : GeoCell.position(score);
  }

  private static void positions(Execution x) {
    ZSetValue set = x.find(KEY, ZSetValue.KIND);
    ReplyBuffer reply = x.reply();
    reply.array(x.argumentCount() - FIRST);
    for (int i = FIRST; i < x.argumentCount(); i++) {
      Position at = set == null ? null : position(x, set, i);
      if (at == null) {
        reply.nullArray();
      } else {
        GeoArguments.reply(reply, at);
      }
    }
  }

  private static void hashes(Execution x) {
    ZSetValue set = x.find(KEY, ZSetValue.KIND);
    x.reply().array(x.argumentCount() - FIRST);
    for (int i = FIRST; i < x.argumentCount(); i++) {
      Position at = set == null ? null : position(x, set, i);
      if (at == null) {
        x.reply().nullBulk();
      } else {
        x.reply().bulk(hash(at));
      }
    }
  }

  /** A geohash as others write it: over latitudes up to the poles; the last letter is always 0. */
  private static String hash(Position at) {
    long number = GeoCell.of(at, GeoCell.MAX_STEP, POLE).number();
    StringBuilder text = new StringBuilder(HASH_CHARS);
    for (int i = 1; i < HASH_CHARS; i++) {
      text.append(ALPHABET.charAt((int) (number >>> 52 - 5 * i & 0x1F)));
    }
    return text.append(ALPHABET.charAt(0)).toString();
  }

  private static void distance(Execution x) {
    if (x.argumentCount() > UNIT + 1) {
      throw CommandError.SYNTAX;
    }
    double unitM = x.argumentCount() > UNIT ? GeoArguments.unitM(x, UNIT) : 1;
    ZSetValue set = x.find(KEY, ZSetValue.KIND);
    Position from = set == null ? null : position(x, set, FIRST);
    Position to = from == null ? null : position(x, set, FIRST + 1);
    if (to == null) {
      x.reply().nullBulk();
    } else {
      GeoArguments.replyDistance(x.reply(), from.distanceM(to) / unitM);
    }
  }
}
