package io.vedette.node.command.connection;

import io.vedette.node.command.CommandError;
import io.vedette.node.command.Execution;

/** What clients may call themselves: printable ASCII without blanks, so that CLIENT LIST parses. */
final class ClientNames {
  private ClientNames() {}

  /** Throws the error that names the kind of thing if the argument is no such text. */
  static void check(String what, Execution x, int argument) {
    int end = x.offset(argument) + x.length(argument);
    for (int i = x.offset(argument); i < end; i++) {
      if (x.bytes()[i] < '!' || x.bytes()[i] > '~') {
        throw new CommandError(
            "ERR " + what + " cannot contain spaces, newlines or special characters.");
      }
    }
  }
}
