package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.type.zset.ZCombination.Operation;
import java.util.Locale;

/** Unions, intersections and differences: answered, stored, or only counted. */
final class ZCombineCommands {
  private static final int TARGET = 1;

  private ZCombineCommands() {}

  static void register(Commands commands) {
    for (Operation operation : Operation.values()) {
      String name = "z" + operation.name().toLowerCase(Locale.ROOT);
      commands
          .register(name, x -> answer(x, operation))
          .register(name + "store", x -> store(x, operation));
    }
    commands.register("zintercard", ZCombineCommands::count);
  }

  private static void answer(Execution x, Operation operation) {
    Request request = new Request(x, 1, operation, Request.Kind.ANSWER);
    byte[][] elements = ScoredMember.sorted(request.combination().result());
    ZSetCursor cursor = ZSetCursor.over(elements);
    ZRangeCommands.reply(x.reply(), cursor, elements.length, request.withScores);
  }

  private static void store(Execution x, Operation operation) {
    Request request = new Request(x, 2, operation, Request.Kind.STORE);
    ZSetValue result = ZSetValue.of(request.combination().result(), x.limits());
    x.store(TARGET, result, EventClass.ZSET, x.spec().name());
    x.reply().integer(result.elements());
  }

  private static void count(Execution x) {
    Request request = new Request(x, 1, Operation.INTER, Request.Kind.COUNT);
    x.reply().integer(request.combination().count(request.limit));
  }

  /** The arguments from the one that counts the keys on. */
  private static final class Request {
    enum Kind {
      ANSWER,
      STORE,
      COUNT
    }

    private final Execution x;
    private final Operation operation;
    private final Kind kind;
    private final ScoreSource[] sources;
    private final double[] weights;
    private ScoreMerge merge = ScoreMerge.SUM;
    private boolean withScores;
    private long limit;

    Request(Execution x, int numkeys, Operation operation, Kind kind) {
      this.x = x;
      this.operation = operation;
      this.kind = kind;
      long keys = x.integer(numkeys);
      if (keys < 1) {
        throw new CommandError(
            "ERR at least 1 input key is needed for '" + x.spec().name() + "' command");
      }
      int firstKey = numkeys + 1;
      if (keys > x.argumentCount() - firstKey) {
        throw CommandError.SYNTAX;
      }
      sources = new ScoreSource[(int) keys];
      weights = new double[(int) keys];
      for (int i = 0; i < keys; i++) {
        sources[i] = ScoreSource.find(x, firstKey + i);
        weights[i] = 1;
      }
      options(firstKey + (int) keys);
    }

    private void options(int first) {
      int i = first;
      while (i < x.argumentCount()) {
        int left = x.argumentCount() - i;
        boolean scores = operation != Operation.DIFF && kind != Kind.COUNT;
        if (scores && left > sources.length && x.is(i, "WEIGHTS")) {
          weights(i + 1);
          i += 1 + sources.length;
        } else if (scores && left > 1 && x.is(i, "AGGREGATE")) {
          merge = merge(i + 1);
          i += 2;
        } else if (kind == Kind.ANSWER && x.is(i, "WITHSCORES")) {
          withScores = true;
          i++;
        } else if (kind == Kind.COUNT && left > 1 && x.is(i, "LIMIT")) {
          limit = x.integerAtLeast(i + 1, 0, "ERR LIMIT can't be negative");
          i += 2;
        } else {
          throw CommandError.SYNTAX;
        }
      }
    }

    private void weights(int first) {
      for (int i = 0; i < weights.length; i++) {
        int argument = first + i;
        weights[i] = ScoreText.parse(x.bytes(), x.offset(argument), x.length(argument));
        if (Double.isNaN(weights[i])) {
          throw new CommandError("ERR weight value is not a float");
        }
      }
    }

    private ScoreMerge merge(int argument) {
      for (ScoreMerge known : ScoreMerge.values()) {
        if (x.is(argument, known.name())) {
          return known;
        }
      }
      throw CommandError.SYNTAX;
    }

    ZCombination combination() {
      return new ZCombination(operation, sources, weights, merge);
    }
  }
}
