package io.vedette.node.command;

/** Executes what a transaction queued; the shard's core does. */
@FunctionalInterface
public interface TransactionRunner {
  /** Runs all commands in order, with nothing between them, and answers an array of replies. */
  void run(Transaction transaction);
}
