package io.vedette.node.proxy;

/**
 * How many commands of one client may be in flight, so that the replies they bring do not pile up:
 * small replies widen the window, large ones narrow it.
 */
final class InFlightWindow {
  /** Most commands of one client that are not answered yet. */
  static final int MAX_COMMANDS = 1024;

  /** At first, while it is not known how large the replies are. */
  static final int FIRST_COMMANDS = 64;

  /** Reply bytes that the commands in flight may be expected to bring. */
  private static final int EXPECTED_BYTES = 32 << 20;

  private static final int SMALL_REPLY_BYTES = EXPECTED_BYTES / MAX_COMMANDS;

  private int commands = FIRST_COMMANDS;

  int commands() {
    return commands;
  }

  void onReply(int bytes) {
    if (bytes > SMALL_REPLY_BYTES) {
      commands = Math.min(commands, Math.max(1, EXPECTED_BYTES / bytes));
    } else if (commands < MAX_COMMANDS) {
      commands++;
    }
  }
}
