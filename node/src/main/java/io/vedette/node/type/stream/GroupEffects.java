package io.vedette.node.type.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vedette.node.command.Execution;

/**
 * What happened to a group, in commands for the replication log that have the same result at any
 * time and place. The group's name and key are arguments of the command that did it.
 */
final class GroupEffects {
  private static final byte[] XCLAIM = word("XCLAIM");
  private static final byte[] XGROUP = word("XGROUP");
  private static final byte[] SETID = word("SETID");
  private static final byte[] CREATECONSUMER = word("CREATECONSUMER");
  private static final byte[] ENTRIESREAD = word("ENTRIESREAD");
  private static final byte[] TIME = word("TIME");
  private static final byte[] RETRYCOUNT = word("RETRYCOUNT");
  private static final byte[] FORCE = word("FORCE");
  private static final byte[] JUSTID = word("JUSTID");
  private static final byte[] LASTID = word("LASTID");

  private final Execution x;
  private final int key;
  private final int groupName;
  private final byte[] text = new byte[StreamId.LONGEST_TEXT];

  /**
   * Effects that replace the command's own words.
   *
   * @param key argument that is the stream
   * @param groupName argument that is the name of the group
   */
  GroupEffects(Execution x, int key, int groupName) {
    this.x = x;
    this.key = key;
    this.groupName = groupName;
    x.effects();
  }

  private static byte[] word(String text) {
    return text.getBytes(US_ASCII);
  }

  private void argument(int index) {
    x.effects().arg(x.bytes(), x.offset(index), x.length(index));
  }

  private void id(StreamId id) {
    x.effects().arg(text, 0, StreamId.write(id.ms(), id.seq(), '-', text, 0));
  }

  /** An entry was delivered to a consumer, or is found to be gone; consumers must be there. */
  void claimed(
      StreamGroup group, StreamConsumer consumer, StreamId id, long timeMs, long deliveries) {
    x.effects().command(14).arg(XCLAIM);
    argument(key);
    argument(groupName);
    x.effects().arg(consumer.name()).arg(0);
    id(id);
    x.effects()
        .arg(TIME)
        .arg(timeMs)
        .arg(RETRYCOUNT)
        .arg(deliveries)
        .arg(FORCE)
        .arg(JUSTID)
        .arg(LASTID);
    id(group.lastDeliveredId);
    x.changed();
  }

  /** The group has read on. */
  void read(StreamGroup group) {
    x.effects().command(7).arg(XGROUP).arg(SETID);
    argument(key);
    argument(groupName);
    id(group.lastDeliveredId);
    x.effects().arg(ENTRIESREAD).arg(group.entriesRead);
    x.changed();
  }

  /** A consumer was created. */
  void created(StreamConsumer consumer) {
    x.effects().command(5).arg(XGROUP).arg(CREATECONSUMER);
    argument(key);
    argument(groupName);
    x.effects().arg(consumer.name());
    x.changed();
  }
}
