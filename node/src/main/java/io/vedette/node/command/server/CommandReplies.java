package io.vedette.node.command.server;

import io.vedette.protocol.command.CommandCategory;
import io.vedette.protocol.command.CommandFlag;
import io.vedette.protocol.command.CommandSpec;
import io.vedette.protocol.command.KeyPlace;
import io.vedette.protocol.command.KeySpec;
import io.vedette.protocol.resp.ReplyBuffer;
import java.util.Arrays;
import java.util.List;

/** Command specs in the shape in which COMMAND answers them. */
final class CommandReplies {
  private CommandReplies() {}

  /** Ten elements: name, arity, flags, keys, categories, tips, key specs, subcommands. */
  static void describe(ReplyBuffer reply, CommandSpec spec) {
    reply.array(10);
    reply.bulk(spec.name());
    reply.integer(spec.arity());
    statuses(reply, "", flags(spec));
    reply.integer(spec.firstKey());
    reply.integer(spec.lastKey());
    reply.integer(spec.keyStep());
    statuses(reply, "@", categories(spec));
    reply.set(spec.tips().size());
    spec.tips().forEach(reply::bulk);
    reply.set(spec.keySpecs().size());
    spec.keySpecs().forEach(keys -> describe(reply, keys));
    if (spec.isContainer()) {
      reply.array(spec.subcommands().size());
      spec.subcommands().forEach(subcommand -> describe(reply, subcommand));
    } else {
      reply.set(0);
    }
  }

  private static List<String> flags(CommandSpec spec) {
    return Arrays.stream(CommandFlag.values())
        .filter(flag -> flag.isShown() && spec.has(flag))
        .map(CommandFlag::text)
        .toList();
  }

  private static List<String> categories(CommandSpec spec) {
    return Arrays.stream(CommandCategory.values())
        .filter(spec::has)
        .map(CommandCategory::text)
        .toList();
  }

  /** A set of statuses. */
  static void statuses(ReplyBuffer reply, String prefix, List<String> words) {
    reply.set(words.size());
    words.forEach(word -> reply.simple(prefix + word));
  }

  private static void describe(ReplyBuffer reply, KeySpec keys) {
    reply.map(keys.note() == null ? 3 : 4);
    if (keys.note() != null) {
      reply.bulk("notes");
      reply.bulk(keys.note());
    }
    reply.bulk("flags");
    statuses(reply, "", keys.flags());
    switch (keys.place()) {
      case KeyPlace.Range range -> {
        beginAt(reply, range.first());
        findKeys(reply, "range", "lastkey", range.lastRelative(), "keystep", range.step(), 0);
      }
      case KeyPlace.Counted counted -> {
        beginAt(reply, counted.countAt());
        findKeys(reply, "keynum", "keynumidx", 0, "firstkey", 1, 1);
      }
      case KeyPlace.AfterWord after -> {
        beginAfter(reply, after);
        int last = after.share() == 0 ? 0 : -1;
        findKeys(reply, "range", "lastkey", last, "keystep", 1, after.share());
      }
      case KeyPlace.FromData _ -> unknown(reply);
      case KeyPlace.SortStore _ -> unknown(reply);
    }
  }

  private static void unknown(ReplyBuffer reply) {
    for (String step : new String[] {"begin_search", "find_keys"}) {
      reply.bulk(step);
      reply.map(2);
      reply.bulk("type");
      reply.bulk("unknown");
      reply.bulk("spec");
      reply.map(0);
    }
  }

  private static void beginAt(ReplyBuffer reply, int index) {
    reply.bulk("begin_search");
    reply.map(2);
    reply.bulk("type");
    reply.bulk("index");
    reply.bulk("spec");
    reply.map(1);
    reply.bulk("index");
    reply.integer(index);
  }

  private static void beginAfter(ReplyBuffer reply, KeyPlace.AfterWord after) {
    reply.bulk("begin_search");
    reply.map(2);
    reply.bulk("type");
    reply.bulk("keyword");
    reply.bulk("spec");
    reply.map(2);
    reply.bulk("keyword");
    reply.bulk(after.word());
    reply.bulk("startfrom");
    reply.integer(after.from());
  }

  private static void findKeys(
      ReplyBuffer reply, String type, String first, int one, String second, int two, int three) {
    reply.bulk("find_keys");
    reply.map(2);
    reply.bulk("type");
    reply.bulk(type);
    reply.bulk("spec");
    reply.map(3);
    reply.bulk(first);
    reply.integer(one);
    reply.bulk(second);
    reply.integer(two);
    reply.bulk(type.equals("keynum") ? "keystep" : "limit");
    reply.integer(three);
  }
}
