package io.vedette.node.command;

/**
 * What one command does: reads arguments and the key space, writes exactly one reply, and says what
 * changed. Runs on the shard's thread; keeps nothing of the {@link Execution} after it returns.
 */
@FunctionalInterface
public interface CommandHandler {
  /**
   * Executes the command.
   *
   * @throws CommandError to answer an error; nothing may have been changed by then
   */
  void execute(Execution x);
}
