package io.vedette.node.type.stream;

import io.vedette.node.store.Frozen;
import io.vedette.protocol.rdb.RdbWriter;
import io.vedette.protocol.rdb.stream.StreamReader;

/**
 * A stream as it was at one instant, written as its nodes, ids and groups.
 *
 * <p>Format: Redis's RDB type 19, which Redis 7.0 writes: the number of nodes, of each its id in 16
 * bytes and the listpack; the length and the ids; the groups.
 */
final class FrozenStream implements Frozen {
  private static final int NOT_BEGUN = -1;

  private final StreamNode[] nodes;
  private final long length;
  private final StreamId lastId;
  private final StreamId firstId;
  private final StreamId maxDeletedId;
  private final long entriesAdded;
  private final FrozenGroups groups;
  private int written = NOT_BEGUN;

  FrozenStream(StreamValue stream) {
    nodes = stream.nodes().freeze();
    length = stream.length();
    lastId = stream.lastId();
    firstId = stream.firstId();
    maxDeletedId = stream.maxDeletedId();
    entriesAdded = stream.entriesAdded();
    groups = new FrozenGroups(stream.groups());
  }

  @Override
  public int rdbType() {
    return StreamReader.LISTPACKS_2;
  }

  @Override
  public boolean writeSome(RdbWriter out, int budgetBytes) {
    if (written == NOT_BEGUN) {
      out.length(nodes.length);
      written = 0;
    }
    int left = budgetBytes;
    while (written < nodes.length && left > 0) {
      StreamNode node = nodes[written];
      writeNode(out, node);
      left -= node.size() + StreamId.BYTES;
      // What was written need not be kept for the sake of the view.
      nodes[written++] = null;
    }
    if (written == nodes.length && left > 0) {
      out.length(length);
      writeId(out, lastId);
      writeId(out, firstId);
      writeId(out, maxDeletedId);
      out.length(entriesAdded);
      written++;
    }
    return written <= nodes.length || groups.writeSome(out, left);
  }

  private static void writeNode(RdbWriter out, StreamNode node) {
    byte[] id = new byte[StreamId.BYTES];
    StreamId.writeBytes(node.ms, node.seq, id);
    out.stringValue(id, 0, id.length);
    out.stringValue(node.bytes(), 0, node.size());
  }

  private static void writeId(RdbWriter out, StreamId id) {
    out.length(id.ms());
    out.length(id.seq());
  }
}
