package io.vedette.node.type.list;

import io.vedette.node.command.Execution;
import io.vedette.node.command.KeyWait;
import io.vedette.node.command.PopRequest;
import io.vedette.node.command.blocking.BlockTimeout;
import io.vedette.node.store.ValueType;

/**
 * The commands that wait until there is an element. What they did goes to the replication log as
 * the command that does not wait.
 */
final class ListBlockingCommands {
  private ListBlockingCommands() {}

  static void pop(Execution x, ListEnd end) {
    int timeout = x.argumentCount() - 1;
    long timeoutMs = BlockTimeout.ofSeconds(x, timeout);
    for (int key = 1; key < timeout; key++) {
      ListValue list = x.findForWrite(key, ListValue.KIND);
      if (list != null) {
        x.reply().array(2);
        x.reply().bulk(x.bytes(), x.offset(key), x.length(key));
        list.at(end).reply(x.reply());
        ListPopCommands.taken(x, key, list, end, 1);
        ListPopCommands.popEffect(x, key, end, 2);
        return;
      }
    }
    awaitOrNull(x, 1, timeout - 1, timeoutMs);
  }

  static void popFromFirst(Execution x) {
    PopRequest request = ListPopCommands.request(x, 2);
    long timeoutMs = BlockTimeout.ofSeconds(x, 1);
    if (!ListPopCommands.popped(x, request)) {
      awaitOrNull(x, request.firstKey(), request.keys(), timeoutMs);
    }
  }

  private static void awaitOrNull(Execution x, int firstKey, int keys, long timeoutMs) {
    if (!x.waitFor(new KeyWait(ValueType.LIST, firstKey, keys, timeoutMs))) {
      x.reply().nullArray();
    }
  }

  static void move(Execution x) {
    ListEnd from = ListEnd.of(x, 3);
    ListEnd to = ListEnd.of(x, 4);
    long timeoutMs = BlockTimeout.ofSeconds(x, 5);
    if (ListMoveCommands.moved(x, from, to)) {
      x.effects()
          .command(5)
          .arg("LMOVE")
          .arg(x.bytes(), x.offset(1), x.length(1))
          .arg(x.bytes(), x.offset(2), x.length(2))
          .arg(from.word)
          .arg(to.word);
    } else {
      awaitSource(x, timeoutMs);
    }
  }

  static void moveTailToHead(Execution x) {
    long timeoutMs = BlockTimeout.ofSeconds(x, 3);
    if (ListMoveCommands.moved(x, ListEnd.TAIL, ListEnd.HEAD)) {
      x.effects()
          .command(3)
          .arg("RPOPLPUSH")
          .arg(x.bytes(), x.offset(1), x.length(1))
          .arg(x.bytes(), x.offset(2), x.length(2));
    } else {
      awaitSource(x, timeoutMs);
    }
  }

  private static void awaitSource(Execution x, long timeoutMs) {
    if (!x.waitFor(new KeyWait(ValueType.LIST, 1, 1, timeoutMs))) {
      x.reply().nullBulk();
    }
  }
}
