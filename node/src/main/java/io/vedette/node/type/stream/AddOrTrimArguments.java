package io.vedette.node.type.stream;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.CommandError;
import io.vedette.node.command.Effects;
import io.vedette.node.command.Execution;

/** Reads the options of XADD and XTRIM, with Redis's errors in Redis's order. */
final class AddOrTrimArguments {
  private static final int FIRST_OPTION = 2;

  /** Most entries that an approximate trim without LIMIT takes away, in nodes and in all. */
  private static final long USUAL_LIMIT_NODES = 100;

  private static final long USUAL_LIMIT = 10_000;
  private static final long MOST_USUAL_LIMIT = 1_000_000;

  private static final CommandError TWO_THRESHOLDS =
      syntax("MAXLEN and MINID options at the same time are not compatible");
  private static final CommandError NEGATIVE_MAXLEN =
      new CommandError("ERR The MAXLEN argument must be >= 0.");
  private static final CommandError NEGATIVE_LIMIT =
      new CommandError("ERR The LIMIT argument must be >= 0.");
  private static final CommandError LIMIT_OF_NOTHING =
      syntax("LIMIT cannot be used without specifying a trimming strategy");
  private static final CommandError NO_THRESHOLD =
      syntax("XTRIM must be called with a trimming strategy");
  private static final CommandError LIMIT_OF_EXACT =
      syntax("LIMIT cannot be used without the special ~ option");

  private final Execution x;
  private boolean createsNothing;
  private boolean approximate;
  private long maxLength;
  private StreamId minId;
  private int thresholdArgument;
  private long limit;
  private int limitArgument;

  /** Where the id is that XADD is given; the fields follow. */
  private int idArgument;

  private StreamId id;
  private boolean choosesSequence;

  private AddOrTrimArguments(Execution x) {
    this.x = x;
  }

  private static CommandError syntax(String text) {
    return new CommandError("ERR syntax error, " + text);
  }

  static AddOrTrimArguments ofAdd(Execution x) {
    AddOrTrimArguments arguments = new AddOrTrimArguments(x);
    int i = FIRST_OPTION;
    while (i < x.argumentCount() && !x.is(i, "*")) {
      int next = arguments.option(i);
      if (next == i && x.is(i, "NOMKSTREAM")) {
        arguments.createsNothing = true;
        next++;
      }
      if (next == i) {
        break;
      }
      i = next;
    }
    arguments.idArgument = i;
    // What is no option must be an id; its error comes before those of the options.
    if (i < x.argumentCount() && !x.is(i, "*")) {
      arguments.choosesSequence = StreamIdText.leavesSequenceOpen(x, i);
      arguments.id =
          arguments.choosesSequence ? StreamIdText.parseOpen(x, i) : StreamIdText.parse(x, i);
    }
    arguments.checkThreshold();
    arguments.checkLimit();
    return arguments;
  }

  static AddOrTrimArguments ofTrim(Execution x) {
    AddOrTrimArguments arguments = new AddOrTrimArguments(x);
    for (int i = FIRST_OPTION; i < x.argumentCount(); ) {
      int next = arguments.option(i);
      if (next == i) {
        throw CommandError.SYNTAX;
      }
      i = next;
    }
    arguments.checkThreshold();
    if (arguments.thresholdArgument == 0) {
      throw NO_THRESHOLD;
    }
    arguments.checkLimit();
    return arguments;
  }

  /** Reads an option about trimming; answers where the next one is, or the same if it is none. */
  private int option(int at) {
    boolean more = at + 1 < x.argumentCount();
    if (more && (x.is(at, "MAXLEN") || x.is(at, "MINID"))) {
      return threshold(at, x.is(at, "MINID"));
    }
    if (more && x.is(at, "LIMIT")) {
      limit = x.integer(at + 1);
      if (limit < 0) {
        throw NEGATIVE_LIMIT;
      }
      limitArgument = at;
      return at + 2;
    }
    return at;
  }

  private int threshold(int at, boolean byId) {
    if (thresholdArgument != 0) {
      throw TWO_THRESHOLDS;
    }
    int value = at + 1;
    boolean marked = at + 2 < x.argumentCount() && (x.is(value, "~") || x.is(value, "="));
    if (marked) {
      approximate = x.is(value, "~");
      value++;
    }
    if (byId) {
      minId = StreamIdText.parse(x, value);
    } else {
      maxLength = x.integer(value);
      if (maxLength < 0) {
        throw NEGATIVE_MAXLEN;
      }
    }
    thresholdArgument = value;
    return value + 1;
  }

  private void checkThreshold() {
    if (limit != 0 && thresholdArgument == 0) {
      throw LIMIT_OF_NOTHING;
    }
  }

  private void checkLimit() {
    if (x.session().kind() == ClientKind.MASTER) {
      // What a master trimmed is trimmed whole, also where a Redis left the option in its effect.
      limit = 0;
    } else if (limitArgument != 0) {
      if (!approximate) {
        throw LIMIT_OF_EXACT;
      }
    } else if (approximate) {
      long nodes = x.limits().streamNodeMaxEntries;
      limit =
          nodes <= 0
              ? USUAL_LIMIT
              : Math.min(MOST_USUAL_LIMIT, Math.min(nodes, MOST_USUAL_LIMIT) * USUAL_LIMIT_NODES);
    }
  }

  /** Whether no stream is to be made where there is none. */
  boolean createsNothing() {
    return createsNothing;
  }

  /** What to trim; null if nothing. */
  TrimRequest trim() {
    return thresholdArgument == 0
        ? null
        : new TrimRequest(minId, maxLength, approximate, limit, thresholdArgument);
  }

  int idArgument() {
    return idArgument;
  }

  /** The id that XADD is given, its number 0 if that is open; null if the stream chooses it. */
  StreamId id() {
    return id;
  }

  /** Whether the stream is to choose the number within the time. */
  boolean choosesSequence() {
    return choosesSequence;
  }

  /** How many arguments effects leave out: LIMIT and its number. */
  int limitArguments() {
    return limitArgument == 0 ? 0 : 2;
  }

  /** Adds an argument to the command's effect, as it is there. */
  void effectArgument(Effects effects, int argument, TrimRequest trim, StreamValue stream) {
    if (limitArgument != 0 && (argument == limitArgument || argument == limitArgument + 1)) {
      return;
    }
    if (trim != null && trim.rewrites(argument)) {
      trim.rewrite(effects, argument, stream);
    } else {
      effects.arg(x.bytes(), x.offset(argument), x.length(argument));
    }
  }
}
