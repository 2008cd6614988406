package io.vedette.deploy.differential;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How two replies that differ in their bytes may still agree. Errors agree with equal errors only.
 */
@FunctionalInterface
public interface ReplyRule {
  /** Whether a reply is as good as the one that Redis gave; asked only if the bytes differ. */
  boolean agree(RespReply redis, RespReply vedette);

  /** Byte for byte. */
  ReplyRule EXACT = (redis, vedette) -> false;

  /** An aggregate of equal elements in whatever order. */
  ReplyRule ANY_ORDER =
      (redis, vedette) ->
          redis.type() == vedette.type()
              && redis.isAggregate()
              && vedette.isAggregate()
              && sorted(redis.items()).equals(sorted(vedette.items()));

  /** A flat array of pairs, or a map, in whatever order. */
  ReplyRule PAIRS_IN_ANY_ORDER =
      (redis, vedette) ->
          redis.type() == vedette.type()
              && redis.isAggregate()
              && vedette.isAggregate()
              && sorted(pairs(redis.items())).equals(sorted(pairs(vedette.items())));

  /** Two nulls, two errors with one text, or two replies of one type whatever they carry. */
  ReplyRule SAME_KIND =
      (redis, vedette) ->
          redis.type() == vedette.type()
              && redis.isNull() == vedette.isNull()
              && !redis.isError()
              && (!redis.isAggregate() || redis.items().size() == vedette.items().size());

  /** A cursor, which differs, and elements in whatever order. For scans that end in one call. */
  ReplyRule SCAN =
      (redis, vedette) ->
          redis.isAggregate()
              && vedette.isAggregate()
              && redis.items().size() == vedette.items().size()
              && (redis.items().getLast().equals(vedette.items().getLast())
                  || ANY_ORDER.agree(redis.items().getLast(), vedette.items().getLast()));

  /** A cursor and elements, which depend on the order in which each server keeps them. */
  ReplyRule OTHER_SCAN =
      (redis, vedette) ->
          redis.isAggregate()
              && vedette.isAggregate()
              && redis.items().size() == 2
              && vedette.items().size() == 2;

  /** {@code OBJECT ENCODING}: a number that INCRBYFLOAT left is a text there and a number here. */
  ReplyRule NUMBER_KEPT_AS_TEXT =
      (redis, vedette) -> "embstr".equals(redis.text()) && "int".equals(vedette.text());

  /** {@code OBJECT REFCOUNT}: small numbers are shared there and have no object here. */
  ReplyRule SHARED_NUMBER =
      (redis, vedette) -> "2147483647".equals(redis.text()) && "1".equals(vedette.text());

  /**
   * Errors that are equal up to where they quote a byte that is no printable ASCII: there Redis
   * goes on with raw bytes or ends.
   */
  ReplyRule SAME_ERROR =
      (redis, vedette) ->
          redis.isError()
              && redis.type() == vedette.type()
              && vedette.text().length() > printable(vedette.text()).length()
              && redis.text().startsWith(printable(vedette.text()));

  /** Numbers of seconds that are equal but for the time between the two executions. */
  ReplyRule SOON_AFTER_S = near(5);

  /** The same in milliseconds. */
  ReplyRule SOON_AFTER_MS = near(5_000);

  /** Numbers that differ at most so much; small ones (flags such as -1 and -2) not at all. */
  static ReplyRule near(long tolerance) {
    return (redis, vedette) -> {
      if (redis.type() != ':' || vedette.type() != ':') {
        return false;
      }
      long a = Long.parseLong(redis.text());
      long b = Long.parseLong(vedette.text());
      return a > tolerance && b > tolerance && Math.abs(a - b) <= tolerance;
    };
  }

  private static String printable(String text) {
    return text.replaceFirst("(?s)[^ -~].*", "");
  }

  private static List<RespReply> sorted(List<RespReply> items) {
    List<RespReply> copy = new ArrayList<>(items);
    copy.sort(Comparator.comparing(RespReply::toString));
    return copy;
  }

  private static List<RespReply> pairs(List<RespReply> items) {
    List<RespReply> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < items.size(); i += 2) {
      pairs.add(new RespReply('*', null, items.subList(i, i + 2)));
    }
    return pairs;
  }
}
