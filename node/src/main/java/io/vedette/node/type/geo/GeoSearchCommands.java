package io.vedette.node.type.geo;

import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.type.zset.ZSetValue;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Members around a place: answered, or stored at another key. */
final class GeoSearchCommands {
  private record Found(byte[] member, double score, Position at, double distanceM) {}

  private static final Comparator<Found> NEAREST = Comparator.comparingDouble(Found::distanceM);

  private GeoSearchCommands() {}

  static void register(Commands commands) {
    commands
        .register("geosearch", x -> search(x, GeoSearch.Kind.SEARCH))
        .register("geosearchstore", x -> search(x, GeoSearch.Kind.SEARCH_STORE))
        .register("georadius", x -> search(x, GeoSearch.Kind.RADIUS))
        .register("georadius_ro", x -> search(x, GeoSearch.Kind.RADIUS_READ_ONLY))
        .register("georadiusbymember", x -> search(x, GeoSearch.Kind.RADIUS_BY_MEMBER))
        .register(
            "georadiusbymember_ro", x -> search(x, GeoSearch.Kind.RADIUS_BY_MEMBER_READ_ONLY));
  }

  private static void search(Execution x, GeoSearch.Kind kind) {
    GeoSearch search = new GeoSearch(x, kind);
    List<Found> found = search.set == null ? List.of() : found(search);
    if (search.isStored()) {
      store(x, search, found, kind.isSearch() ? "geosearchstore" : "georadiusstore");
    } else {
      reply(x.reply(), search, found);
    }
  }

  private static List<Found> found(GeoSearch search) {
    List<Found> all = new ArrayList<>();
    for (GeoCell cell : GeoArea.cells(search.centre, search.shape)) {
      if (!search.any || all.size() < search.count) {
        search.set.whileTrue(
            cell.firstScore(),
            cell.endScore(),
            (score, member, offset, length) -> {
              Position at = GeoCell.position(score);
              double distanceM = search.shape.distanceM(search.centre, at);
              if (distanceM != GeoShape.OUTSIDE) {
                byte[] copy = Arrays.copyOfRange(member, offset, offset + length);
                all.add(new Found(copy, score, at, distanceM));
              }
              return !search.any || all.size() < search.count;
            });
      }
    }
    if (search.ascending || search.descending) {
      all.sort(search.ascending ? NEAREST : NEAREST.reversed());
    }
    boolean cut = search.count > 0 && search.count < all.size();
    return cut ? all.subList(0, (int) search.count) : all;
  }

  private static void reply(ReplyBuffer reply, GeoSearch search, List<Found> found) {
    int options =
        (search.withDistance ? 1 : 0) + (search.withHash ? 1 : 0) + (search.withPosition ? 1 : 0);
    reply.array(found.size());
    for (Found one : found) {
      if (options > 0) {
        reply.array(options + 1);
      }
      reply.bulk(one.member());
      if (search.withDistance) {
        GeoArguments.replyDistance(reply, one.distanceM() / search.unitM);
      }
      if (search.withHash) {
        reply.integer((long) one.score());
      }
      if (search.withPosition) {
        GeoArguments.reply(reply, one.at());
      }
    }
  }

  private static void store(Execution x, GeoSearch search, List<Found> found, String event) {
    ZSetValue result = ZSetValue.KIND.create().get();
    for (Found one : found) {
      double score = search.storesDistance ? one.distanceM() / search.unitM : one.score();
      result.put(x.limits(), score, one.member(), 0, one.member().length);
    }
    x.store(search.target, result, EventClass.ZSET, event);
    x.reply().integer(found.size());
  }
}
