package io.vedette.protocol.transport;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;

/**
 * On which processors one thread may run, by Linux's {@code sched_setaffinity(2)}. Made by the
 * thread itself, used by one other thread.
 */
public final class Affinity {
  private static final int ANYWHERE = -1;

  private final CpuCalls calls;
  private final int thread;
  private final MemorySegment all;
  private final MemorySegment one;
  private int at = ANYWHERE;

  private Affinity(CpuCalls calls) {
    this.calls = calls;
    this.thread = calls.thread();
    this.all = CpuCalls.newSet();
    this.one = CpuCalls.newSet();
    calls.get(all);
  }

  /** That of the calling thread, or null where the C library has no such calls. */
  public static Affinity ofCurrentThread() {
    CpuCalls calls = CpuCalls.find();
    return calls == null ? null : new Affinity(calls);
  }

  /** Why the calling thread cannot be kept to these processors, or null if it can. */
  public static String refusal(Processors processors) {
    if (processors.isAny()) {
      return null;
    }
    CpuCalls calls = CpuCalls.find();
    if (calls == null) {
      return "threads cannot be kept to processors on this system";
    }
    MemorySegment allowed = CpuCalls.newSet();
    calls.get(allowed);
    BitSet usable = BitSet.valueOf(allowed.asByteBuffer());
    return usable.intersects(processors.numbers())
        ? null
        : "this process may use none of these processors, only " + usable;
  }

  /** Keeps the calling thread to these processors; without effect where that is refused. */
  static void keepTo(Processors processors) {
    if (!processors.isAny() && CpuCalls.find() instanceof CpuCalls calls) {
      MemorySegment set = CpuCalls.newSet();
      byte[] bytes = processors.numbers().toByteArray();
      MemorySegment.copy(bytes, 0, set, ValueLayout.JAVA_BYTE, 0, bytes.length);
      calls.set(calls.thread(), set);
    }
  }

  /** The thread is to run where the caller runs, and nowhere else. */
  public void follow() {
    int here = calls.processor();
    if (here != at && here >= 0 && here < Processors.MAX) {
      one.fill((byte) 0);
      one.set(ValueLayout.JAVA_BYTE, here / Byte.SIZE, (byte) (1 << here % Byte.SIZE));
      calls.set(thread, one);
      at = here;
    }
  }

  /** The thread is to run where it could run at first. */
  public void release() {
    if (at != ANYWHERE) {
      calls.set(thread, all);
      at = ANYWHERE;
    }
  }
}
