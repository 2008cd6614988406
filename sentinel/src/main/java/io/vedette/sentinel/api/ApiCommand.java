package io.vedette.sentinel.api;

import io.vedette.protocol.resp.ReplyBuffer;
import java.util.List;

/**
 * A command or subcommand of the Sentinel API.
 *
 * @param name in lower case; a subcommand as {@code sentinel|master}
 * @param arity number of arguments with the name (of a subcommand: with both names); negative: at
 *     least
 * @param flags as COMMAND shows them
 * @param subcommands of a container; else empty
 */
record ApiCommand(
    String name, int arity, List<String> flags, List<ApiCommand> subcommands, Handler handler) {

  /** A command without subcommands, or a subcommand. */
  ApiCommand(String name, int arity, List<String> flags, Handler handler) {
    this(name, arity, flags, List.of(), handler);
  }

  /** What a command does. */
  @FunctionalInterface
  interface Handler {
    /**
     * @param args the command with its name and subcommand as they were sent
     */
    void execute(SentinelSession session, String[] args, ReplyBuffer out);
  }

  boolean accepts(int arguments) {
    return arity >= 0 ? arguments == arity : arguments >= -arity;
  }

  String wrongArity() {
    return "ERR wrong number of arguments for '" + name + "' command";
  }
}
