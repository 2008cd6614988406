package io.vedette.node.type.geo;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.type.zset.ZSetValue;

/** The arguments of a search. */
final class GeoSearch {
  /** The commands, with where their source key stands and their options begin. */
  enum Kind {
    SEARCH(1, 2),
    SEARCH_STORE(2, 3),
    RADIUS(1, 6),
    RADIUS_READ_ONLY(1, 6),
    RADIUS_BY_MEMBER(1, 5),
    RADIUS_BY_MEMBER_READ_ONLY(1, 5);

    private final int source;
    private final int options;

    Kind(int source, int options) {
      this.source = source;
      this.options = options;
    }

    boolean isSearch() {
      return this == SEARCH || this == SEARCH_STORE;
    }

    private boolean hasStoreOption() {
      return this == RADIUS || this == RADIUS_BY_MEMBER;
    }
  }

  private static final int NO_KEY = 0;

  private final Execution x;
  private final Kind kind;

  /** What is searched; null if there is nothing. */
  final ZSetValue set;

  Position centre;
  GeoShape shape;
  double unitM = 1;
  boolean withDistance;
  boolean withHash;
  boolean withPosition;
  boolean any;
  boolean ascending;
  boolean descending;
  long count;

  /** Index of the key to store at; 0 for none. */
  int target = NO_KEY;

  boolean storesDistance;

  private boolean fromMember;
  private boolean fromPosition;

  GeoSearch(Execution x, Kind kind) {
    this.x = x;
    this.kind = kind;
    this.set = x.find(kind.source, ZSetValue.KIND);
    if (kind.isSearch()) {
      target = kind == Kind.SEARCH_STORE ? 1 : NO_KEY;
    } else {
      fixedArguments();
    }
    for (int i = kind.options; i < x.argumentCount(); ) {
      i = option(i, x.argumentCount() - i - 1);
    }
    check();
  }

  boolean isStored() {
    return target != NO_KEY;
  }

  private void fixedArguments() {
    if (kind == Kind.RADIUS || kind == Kind.RADIUS_READ_ONLY) {
      centre = GeoArguments.position(x, 2);
    } else if (set == null) {
      return;
    } else {
      centre = member(2);
    }
    circle(kind.options - 2);
  }

  private Position member(int argument) {
    Position at = GeoCommands.position(x, set, argument);
    if (at == null) {
      throw new CommandError("ERR could not decode requested zset member");
    }
    return at;
  }

  private void circle(int argument) {
    double radius = GeoArguments.number(x, argument, new CommandError("ERR need numeric radius"));
    if (radius < 0) {
      throw new CommandError("ERR radius cannot be negative");
    }
    unitM = GeoArguments.unitM(x, argument + 1);
    shape = new GeoShape.Circle(radius * unitM);
  }

  private void box(int argument) {
    double width = GeoArguments.number(x, argument, new CommandError("ERR need numeric width"));
    double height =
        GeoArguments.number(x, argument + 1, new CommandError("ERR need numeric height"));
    if (width < 0 || height < 0) {
      throw new CommandError("ERR height or width cannot be negative");
    }
    unitM = GeoArguments.unitM(x, argument + 2);
    shape = new GeoShape.Box(width * unitM, height * unitM);
  }

  /** Takes the option at an index, behind which there are more arguments; returns the next. */
  private int option(int i, int more) {
    if (x.is(i, "WITHDIST")) {
      withDistance = true;
    } else if (x.is(i, "WITHHASH")) {
      withHash = true;
    } else if (x.is(i, "WITHCOORD")) {
      withPosition = true;
    } else if (x.is(i, "ANY")) {
      any = true;
    } else if (x.is(i, "ASC")) {
      ascending = true;
      descending = false;
    } else if (x.is(i, "DESC")) {
      ascending = false;
      descending = true;
    } else if (x.is(i, "COUNT") && more > 0) {
      count = x.integer(i + 1);
      if (count <= 0) {
        throw new CommandError("ERR COUNT must be > 0");
      }
      return i + 2;
    } else if (kind.hasStoreOption() && more > 0 && (x.is(i, "STORE") || x.is(i, "STOREDIST"))) {
      target = i + 1;
      storesDistance = x.is(i, "STOREDIST");
      return i + 2;
    } else if (kind.isSearch()) {
      return searchOption(i, more);
    } else {
      throw CommandError.SYNTAX;
    }
    return i + 1;
  }

  private int searchOption(int i, int more) {
    if (x.is(i, "FROMMEMBER") && more > 0 && !fromPosition) {
      fromMember = true;
      centre = set == null ? null : member(i + 1);
      return i + 2;
    } else if (x.is(i, "FROMLONLAT") && more > 1 && !fromMember) {
      fromPosition = true;
      centre = GeoArguments.position(x, i + 1);
      return i + 3;
    } else if (x.is(i, "BYRADIUS") && more > 1 && !(shape instanceof GeoShape.Box)) {
      circle(i + 1);
      return i + 3;
    } else if (x.is(i, "BYBOX") && more > 2 && !(shape instanceof GeoShape.Circle)) {
      box(i + 1);
      return i + 4;
    } else if (kind == Kind.SEARCH_STORE && x.is(i, "STOREDIST")) {
      storesDistance = true;
      return i + 1;
    }
    throw CommandError.SYNTAX;
  }

  private void check() {
    if (isStored() && (withDistance || withHash || withPosition)) {
      throw new CommandError(
          "ERR "
              + (kind == Kind.SEARCH_STORE ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS")
              + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
    }
    if (kind.isSearch() && !fromMember && !fromPosition) {
      throw new CommandError(
          "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for " + x.text(0));
    }
    if (kind.isSearch() && shape == null) {
      throw new CommandError(
          "ERR exactly one of BYRADIUS and BYBOX can be specified for " + x.text(0));
    }
    if (any && count == 0) {
      throw new CommandError("ERR the ANY argument requires COUNT argument");
    }
    if (count != 0 && !any && !descending) {
      ascending = true;
    }
  }
}
