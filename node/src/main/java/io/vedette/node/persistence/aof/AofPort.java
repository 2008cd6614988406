package io.vedette.node.persistence.aof;

/**
 * What {@link AppendOnly} needs done outside of itself. Called on the shard's thread; answers come
 * back on it.
 */
public interface AofPort {
  /**
   * Has the disk do a task; {@link AppendOnly#done} follows.
   *
   * @param chain to be repeated in the answer
   */
  void submit(long chain, AofTask task);

  /**
   * The same, and the shard's thread rests until the disk has done it, no longer than this.
   *
   * @return whether it is done; {@link AppendOnly#done} follows in any case
   */
  boolean submitAndAwait(long chain, AofTask task, long maxNs);

  /**
   * Has {@link AppendOnly#woken} called once after about this time; 0: when the commands that are
   * there already have been executed.
   */
  void wakeAfter(long delayNs);

  /** Everything up to the offset is durable: {@link AppendOnly#durableOffset} has grown. */
  void durable(long offset);

  /** What was not durable yet may be lost: nobody may hear of it. */
  void lost();

  /** The file is switched off: whoever waits for it waits in vain. */
  void switchedOff();

  /** Something worth a line in the log. */
  void note(String text);

  /** Something that an operator must see. */
  void warn(String text);
}
