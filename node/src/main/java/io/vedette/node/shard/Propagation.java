package io.vedette.node.shard;

import io.vedette.node.command.Execution;
import io.vedette.node.command.Session;
import io.vedette.node.replication.Replication;
import io.vedette.protocol.resp.CommandBatch;
import io.vedette.protocol.resp.ReplyBuffer;

/** Puts what an executed command changed into the replication log. */
final class Propagation {
  private final Replication replication;
  private final ReplyBuffer encoded = new ReplyBuffer();

  Propagation(Replication replication) {
    this.replication = replication;
  }

  /** Appends the command's effects or, where it has none of its own, its words. */
  void append(Execution execution, Session session, CommandBatch batch, int command) {
    if (execution.hasOwnEffects()) {
      int size = execution.effects().size();
      if (size > 0) {
        replication.append(session.db(), execution.effects().bytes(), 0, size);
      }
    } else {
      int start = batch.rawStart(command);
      int end = batch.rawEnd(command);
      if (end > start) {
        replication.append(session.db(), batch.bytes(), start, end - start);
      } else {
        encode(batch, command);
        replication.append(session.db(), encoded.bytes(), 0, encoded.size());
      }
    }
    session.lastWriteOffset(replication.offset());
  }

  /** Inline commands go to the log as arrays, like all others. */
  private void encode(CommandBatch batch, int command) {
    encoded.clear();
    int n = batch.argumentCount(command);
    encoded.array(n);
    for (int i = 0; i < n; i++) {
      encoded.bulk(batch.bytes(), batch.offset(command, i), batch.length(command, i));
    }
  }
}
