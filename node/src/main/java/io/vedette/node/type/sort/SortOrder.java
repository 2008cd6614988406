package io.vedette.node.type.sort;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.number.CDouble;
import io.vedette.protocol.resp.Decimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.UnaryOperator;

/**
 * Puts elements in order. It is one order for all: elements of equal weight are compared as texts,
 * and texts byte by byte.
 */
final class SortOrder {
  private static final CommandError NO_NUMBER =
      new CommandError("ERR One or more scores can't be converted into double");

  private static final Comparator<Weighed> BY_NUMBER =
      (a, b) -> a.number < b.number ? -1 : a.number > b.number ? 1 : ofEqualWeight(a, b);

  private static final Comparator<Weighed> BY_TEXT =
      (a, b) -> {
        int order =
            a.text == null || b.text == null
                ? Boolean.compare(a.text != null, b.text != null)
                : Arrays.compareUnsigned(a.text, b.text);
        return order != 0 ? order : ofEqualWeight(a, b);
      };

  private SortOrder() {}

  /**
   * An element and what is compared.
   *
   * @param text in alphabetic order: null, for no weight, comes first
   */
  private record Weighed(byte[] element, double number, byte[] text) {}

  private static int ofEqualWeight(Weighed a, Weighed b) {
    return Arrays.compareUnsigned(a.element, b.element);
  }

  /** Sorts by the elements as texts. */
  static void byText(byte[][] elements, boolean descending) {
    Comparator<byte[]> order = Arrays::compareUnsigned;
    Arrays.sort(elements, descending ? order.reversed() : order);
  }

  /** Sorts by weights as texts; an element without a weight, null, comes first. */
  static void byText(byte[][] elements, UnaryOperator<byte[]> weights, boolean descending) {
    Weighed[] weighed = new Weighed[elements.length];
    for (int i = 0; i < elements.length; i++) {
      weighed[i] = new Weighed(elements[i], 0, weights.apply(elements[i]));
    }
    sort(elements, weighed, BY_TEXT, descending);
  }

  /**
   * Sorts by weights as numbers; an element without a weight, null, has 0.
   *
   * @throws CommandError if a weight is no number
   */
  static void byNumber(byte[][] elements, UnaryOperator<byte[]> weights, boolean descending) {
    Weighed[] weighed = new Weighed[elements.length];
    for (int i = 0; i < elements.length; i++) {
      byte[] weight = weights.apply(elements[i]);
      weighed[i] = new Weighed(elements[i], weight == null ? 0 : number(weight), null);
    }
    sort(elements, weighed, BY_NUMBER, descending);
  }

  private static void sort(
      byte[][] elements, Weighed[] weighed, Comparator<Weighed> order, boolean descending) {
    Arrays.sort(weighed, descending ? order.reversed() : order);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = weighed[i].element;
    }
  }

  /**
   * What C's {@code strtod} makes of a text, up to a zero byte; of an empty one that is 0. Numbers
   * too small for all their digits are out of range there.
   */
  private static double number(byte[] text) {
    if (Decimal.isLong(text, 0, text.length)) {
      return Decimal.parse(text, 0, text.length);
    }
    CDouble read = new CDouble(text, 0, text.length);
    boolean whole = read.end() == text.length || text[read.end()] == 0;
    double value = read.value();
    boolean tiny = read.isUnderflow() || value != 0 && Math.abs(value) < Double.MIN_NORMAL;
    if (!whole || tiny || read.isOverflow() || Double.isNaN(value)) {
      throw NO_NUMBER;
    }
    return value;
  }
}
