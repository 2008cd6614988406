package io.vedette.node.type.zset;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;
import io.vedette.node.store.Entry;
import io.vedette.node.type.set.SetValue;

/** A key's value as members with scores, to be combined with others; the key may be missing. */
interface ScoreSource {
  ScoreSource NOTHING =
      new ScoreSource() {
        @Override
        public long elements() {
          return 0;
        }

        @Override
        public double score(byte[] member, int offset, int length) {
          return ZSetValue.NONE;
        }

        @Override
        public void forEach(Visitor visitor) {
          // There is nothing to visit.
        }
      };

  /** Gets a member, a range of an array that is valid during the call; says whether to go on. */
  @FunctionalInterface
  interface Visitor {
    boolean element(double score, byte[] member, int offset, int length);
  }

  long elements();

  /** The score of a member, or {@link ZSetValue#NONE}. */
  double score(byte[] member, int offset, int length);

  /** Visits the elements, in their order where they have one, until the visitor has enough. */
  void forEach(Visitor visitor);

  /** The key of an argument: a sorted set, or a set. */
  static ScoreSource find(Execution x, int argument) {
    Object entry = x.db().find(x.bytes(), x.offset(argument), x.length(argument));
    if (entry == null) {
      return NOTHING;
    }
    return switch (Entry.type(entry)) {
      case ZSET -> of(ZSetValue.KIND.of(entry));
      case SET -> of(SetValue.KIND.of(entry));
      case STRING, LIST, HASH, MODULE, STREAM -> throw CommandError.WRONG_TYPE;
    };
  }

  /** The elements of a sorted set. */
  static ScoreSource of(ZSetValue set) {
    return new ScoreSource() {
      @Override
      public long elements() {
        return set.elements();
      }

      @Override
      public double score(byte[] member, int offset, int length) {
        return set.score(member, offset, length);
      }

      @Override
      public void forEach(Visitor visitor) {
        ZSetCursor all = set.all();
        boolean more = true;
        while (more && all.next()) {
          more = visitor.element(all.score(), all.bytes(), all.offset(), all.length());
        }
      }
    };
  }

  /** The members of a set, each with the score 1. */
  static ScoreSource of(SetValue set) {
    return new ScoreSource() {
      @Override
      public long elements() {
        return set.elements();
      }

      @Override
      public double score(byte[] member, int offset, int length) {
        return set.contains(member, offset, length) ? 1 : ZSetValue.NONE;
      }

      @Override
      public void forEach(Visitor visitor) {
        set.whileTrue((member, offset, length) -> visitor.element(1, member, offset, length));
      }
    };
  }
}
