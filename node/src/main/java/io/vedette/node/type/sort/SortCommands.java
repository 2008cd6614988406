package io.vedette.node.type.sort;

import static io.vedette.node.type.sort.SortRequest.KEY;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Commands;
import io.vedette.node.command.Execution;
import io.vedette.node.command.event.EventClass;
import io.vedette.node.store.Entry;
import io.vedette.node.store.ValueType;
import io.vedette.node.type.dump.DumpCommands;
import io.vedette.node.type.list.ListValue;
import io.vedette.node.type.set.SetValue;
import io.vedette.node.type.zset.ZSetValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** SORT and SORT_RO. */
public final class SortCommands {
  private static final byte[] NOTHING = {};

  private SortCommands() {}

  /** Adds the handlers. */
  public static void register(Commands commands) {
    commands
        .register("sort", x -> sort(x, SortRequest.parse(x, true)))
        .register("sort_ro", x -> sort(x, SortRequest.parse(x, false)));
  }

  private static void sort(Execution x, SortRequest request) {
    Object entry = x.db().find(x.bytes(), x.offset(KEY), x.length(KEY));
    boolean isSet = entry != null && Entry.type(entry) == ValueType.SET;
    if (isSet && request.isUnsorted() && request.target() > 0) {
      // Sets have an order of their own at each server, but what is stored must be the same.
      request.sortByThemselves();
    }
    byte[][] elements = entry == null ? new byte[0][] : elements(entry, request);
    if (!request.isUnsorted()) {
      order(x, elements, request);
      int size = elements.length;
      elements = Arrays.copyOfRange(elements, request.from(size), request.until(size));
    }
    if (request.target() > 0) {
      store(x, elements, request);
    } else {
      reply(x, elements, request);
    }
  }

  /**
   * All elements to be sorted; of those that are not, what LIMIT leaves, in the order asked for.
   */
  private static byte[][] elements(Object entry, SortRequest request) {
    return switch (Entry.type(entry)) {
      case LIST -> {
        ListValue list = ListValue.KIND.of(entry);
        int size = (int) list.elements();
        yield request.isUnsorted()
            ? list.texts(request.from(size), request.until(size), request.isDescending())
            : list.texts(0, size, false);
      }
      case SET -> {
        SetValue set = SetValue.KIND.of(entry);
        int size = (int) set.elements();
        yield request.isUnsorted()
            ? members(set, request.from(size), request.until(size))
            : members(set, 0, size);
      }
      case ZSET -> {
        ZSetValue set = ZSetValue.KIND.of(entry);
        int size = (int) set.elements();
        yield request.isUnsorted()
            ? set.members(request.from(size), request.until(size), request.isDescending())
            : set.members(0, size, false);
      }
      default -> throw CommandError.WRONG_TYPE;
    };
  }

  private static byte[][] members(SetValue set, int from, int until) {
    List<byte[]> members = new ArrayList<>(until - from);
    int[] passed = new int[1];
    set.whileTrue(
        (bytes, offset, length) -> {
          if (passed[0]++ >= from && members.size() < until - from) {
            members.add(Arrays.copyOfRange(bytes, offset, offset + length));
          }
          return members.size() < until - from;
        });
    return members.toArray(byte[][]::new);
  }

  private static void order(Execution x, byte[][] elements, SortRequest request) {
    SortPattern by = request.by();
    UnaryOperator<byte[]> weights =
        by == null ? element -> element : element -> by.value(x, element);
    if (!request.isAlphabetic()) {
      SortOrder.byNumber(elements, weights, request.isDescending());
    } else if (by == null) {
      SortOrder.byText(elements, request.isDescending());
    } else {
      SortOrder.byText(elements, weights, request.isDescending());
    }
  }

  private static void reply(Execution x, byte[][] elements, SortRequest request) {
    List<SortPattern> gets = request.gets();
    x.reply().array(elements.length * Math.max(1, gets.size()));
    for (byte[] element : elements) {
      if (gets.isEmpty()) {
        x.reply().bulk(element);
      }
      for (SortPattern get : gets) {
        byte[] value = get.value(x, element);
        if (value == null) {
          x.reply().nullBulk();
        } else {
          x.reply().bulk(value);
        }
      }
    }
  }

  private static void store(Execution x, byte[][] elements, SortRequest request) {
    List<byte[]> results = new ArrayList<>(elements.length);
    for (byte[] element : elements) {
      if (request.gets().isEmpty()) {
        results.add(element);
      }
      for (SortPattern get : request.gets()) {
        byte[] value = get.value(x, element);
        results.add(value == null ? NOTHING : value);
      }
    }
    ListValue list = ListValue.of(x.limits(), results);
    x.store(request.target(), list, EventClass.LIST, "sortstore");
    if (!results.isEmpty()) {
      x.changed(results.size() - 1L);
      if (request.isAlphabetic() && request.by() != null) {
        replicateResult(x, list, request.target());
      }
    }
    x.reply().integer(results.size());
  }

  /**
   * Elements of equal weights have no certain order in Redis, so that a replica of that kind might
   * store another list: it gets the list itself.
   */
  private static void replicateResult(Execution x, ListValue list, int target) {
    x.effects()
        .command(5)
        .arg("RESTORE")
        .arg(x.bytes(), x.offset(target), x.length(target))
        .arg(0)
        .arg(DumpCommands.payload(list))
        .arg("REPLACE");
  }
}
