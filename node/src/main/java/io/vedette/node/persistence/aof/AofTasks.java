package io.vedette.node.persistence.aof;

/**
 * Finds the disk its next task and takes in how it ended. One task is on its way at a time.
 * Confined to the shard's thread.
 */
final class AofTasks {
  private final AofLife life;
  private final AofWriter writer;
  private final AofPort port;
  private boolean busy;

  /** The rewrite that the increment which is being begun is half of; 0: of none. */
  private long switchingFor;

  AofTasks(AofLife life, AofPort port) {
    this.life = life;
    this.writer = life.writer();
    this.port = port;
  }

  /** Whether a task is on its way. */
  boolean isBusy() {
    return busy;
  }

  void submit(AofTask task) {
    busy = true;
    port.submit(life.chainNumber(), task);
  }

  /** The same, and rests until it is done, no longer than this; returns whether it is. */
  boolean submitAndAwait(AofTask task, long maxNs) {
    busy = true;
    return port.submitAndAwait(life.chainNumber(), task, maxNs);
  }

  /**
   * The next task of the disk, which is free, or null.
   *
   * @param timed whether the policy's own fsyncs are due
   */
  AofTask next(boolean timed, long nowNs) {
    AofTask task = writer.mustRepeat() ? null : nextOfChain();
    return task == null ? writer.next(timed, nowNs) : task;
  }

  /** A task that changes which files there are, or null. */
  private AofTask nextOfChain() {
    AofCut cut = writer.takeCut();
    if (cut instanceof AofCut.NextIncrement next) {
      boolean listed = life.chain().isInForce();
      if (listed) {
        writer.pacing().syncBegins();
      }
      switchingFor = next.rewrite();
      return new AofTask.Increment(life.chain().takeIncrement(), next.head(), listed);
    }
    if (cut != null) {
      writer.pacing().syncBegins();
      return new AofTask.Close(cut.offset());
    }
    if (life.rewrite().isComplete()) {
      writer.pacing().syncBegins();
      return new AofTask.Install(life.chain().rewritten(), writer.pacing().writtenOffset());
    }
    return null;
  }

  /** The disk has ended its task. */
  void done(AofDone done) {
    busy = false;
    if (done.chain() != life.chainNumber()) {
      return;
    }
    if (!done.succeeded()) {
      writer.pacing().syncFailed();
    }
    if (done.syncFailed()) {
      failed(done.failure());
    } else {
      done(done, done.task());
    }
  }

  /** The open increment cannot be relied on any more. */
  private void failed(String reason) {
    if (life.isEnding()) {
      life.ended(reason);
    } else {
      life.fileLost(reason);
    }
  }

  private void done(AofDone done, AofTask task) {
    String failure = done.failure();
    switch (task) {
      case AofTask.Write write -> {
        if (failure == null) {
          written(write, done.fileBytes());
        } else {
          writeFailed(write, failure);
        }
      }
      case AofTask.Increment increment -> {
        if (failure == null) {
          began(increment, done.fileBytes());
        } else {
          life.incrementFailed(switchingFor, failure);
        }
      }
      case AofTask.Install install -> {
        if (failure == null) {
          life.installed(install.manifest(), install.offset());
        } else {
          life.rewriteFailed(failure);
        }
      }
      case AofTask.Close close -> {
        if (failure == null) {
          life.synced(close.offset());
        }
        life.ended(failure);
      }
      case AofTask.Sync _, AofTask.Reopen _, AofTask.Prepare _ when failure != null ->
          failed(failure);
      case AofTask.Sync sync -> life.synced(sync.offset());
      case AofTask.Reopen reopen -> {
        life.chain().grown(done.fileBytes());
        life.synced(reopen.offset());
      }
      case AofTask.Prepare _ -> life.prepared(done.inForce());
    }
  }

  private void written(AofTask.Write write, long fileBytes) {
    life.chain().grown(fileBytes);
    if (writer.written(write)) {
      port.note("AOF write error looks solved, the server can write again.");
    }
    if (write.sync()) {
      life.synced(write.endOffset());
    }
  }

  private void writeFailed(AofTask.Write write, String reason) {
    if (life.isEnding() || life.isFresh()) {
      failed(reason);
      return;
    }
    if (life.faults().none()) {
      port.warn("Error writing to the AOF file: " + reason);
    }
    writer.writeFailed(write, reason);
  }

  private void began(AofTask.Increment increment, long fileBytes) {
    life.chain().continued(increment.manifest(), fileBytes);
    life.rewrite().switched(switchingFor);
    if (life.chain().isInForce()) {
      // The file before it was synced to its end.
      life.synced(writer.pacing().writtenOffset());
    }
  }
}
