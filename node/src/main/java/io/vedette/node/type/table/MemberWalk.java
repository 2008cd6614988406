package io.vedette.node.type.table;

/** Goes through all entries of a {@link MemberTable}, or of what it was when it was frozen. */
public final class MemberWalk {
  private final MemberSegment[] directory;
  private final int shift;
  private MemberSegment segment;
  private int nextSegment;
  private int nextSlot;

  MemberWalk(MemberSegment[] directory, int shift) {
    this.directory = directory;
    this.shift = shift;
    this.segment = directory[0];
    this.nextSegment = MemberTable.span(segment, shift);
  }

  /** The next entry, to be read only; null at the end. */
  public byte[] next() {
    for (; ; ) {
      byte[][] slots = segment.slots;
      while (nextSlot < slots.length) {
        byte[] entry = slots[nextSlot++];
        if (entry != null) {
          return entry;
        }
      }
      if (nextSegment >= directory.length) {
        return null;
      }
      segment = directory[nextSegment];
      nextSegment += MemberTable.span(segment, shift);
      nextSlot = 0;
    }
  }
}
