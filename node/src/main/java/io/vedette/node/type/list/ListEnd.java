package io.vedette.node.type.list;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;

/** One of the two ends of a list. */
enum ListEnd {
  HEAD("LEFT", "LPOP", "lpop", "lpush"),
  TAIL("RIGHT", "RPOP", "rpop", "rpush");

  /** What commands call it. */
  final String word;

  /** The command that takes an element from here. */
  final String popCommand;

  /** The event of an element taken from here. */
  final String popEvent;

  /** The event of an element put here. */
  final String pushEvent;

  ListEnd(String word, String popCommand, String popEvent, String pushEvent) {
    this.word = word;
    this.popCommand = popCommand;
    this.popEvent = popEvent;
    this.pushEvent = pushEvent;
  }

  /** The end that an argument names. */
  static ListEnd of(Execution x, int argument) {
    if (x.is(argument, HEAD.word)) {
      return HEAD;
    }
    if (x.is(argument, TAIL.word)) {
      return TAIL;
    }
    throw CommandError.SYNTAX;
  }
}
