package io.vedette.node.persistence.aof;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * On which processors one thread may run, by Linux's {@code sched_setaffinity(2)}. Where the C
 * library has no such call, or refuses it, the thread stays where the scheduler puts it. Made by
 * the thread itself, used by one other thread.
 */
@SuppressWarnings("restricted") // Calls into the C library.
final class Affinity {
  /** Size of a {@code cpu_set_t}. */
  private static final long SET_BYTES = 128;

  private static final int ANYWHERE = -1;

  private final MethodHandle processor;
  private final MethodHandle setAffinity;
  private final int thread;
  private final MemorySegment all;
  private final MemorySegment one;
  private int at = ANYWHERE;

  private Affinity(Linker linker, Arena arena) throws Throwable {
    FunctionDescriptor number = FunctionDescriptor.of(ValueLayout.JAVA_INT);
    FunctionDescriptor affinity =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    processor = handle(linker, "sched_getcpu", number);
    setAffinity = handle(linker, "sched_setaffinity", affinity);
    thread = (int) handle(linker, "gettid", number).invokeExact();
    all = arena.allocate(SET_BYTES, Long.BYTES);
    one = arena.allocate(SET_BYTES, Long.BYTES);
    if ((int) handle(linker, "sched_getaffinity", affinity).invokeExact(thread, SET_BYTES, all)
        < 0) {
      throw new UnsupportedOperationException("sched_getaffinity");
    }
  }

  private static MethodHandle handle(Linker linker, String name, FunctionDescriptor type) {
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  /** That of the calling thread, or null where there is no such thing. */
  static Affinity ofCurrentThread() {
    try {
      Affinity affinity = new Affinity(Linker.nativeLinker(), Arena.ofAuto());
      affinity.release();
      return affinity;
    } catch (Throwable _) {
      return null;
    }
  }

  /** The thread is to run where the caller runs, and nowhere else. */
  void follow() {
    try {
      int here = (int) processor.invokeExact();
      if (here != at && here >= 0 && here < SET_BYTES * Byte.SIZE) {
        one.fill((byte) 0);
        one.set(ValueLayout.JAVA_BYTE, here / Byte.SIZE, (byte) (1 << here % Byte.SIZE));
        set(one);
        at = here;
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The thread is to run where it could run at first. */
  void release() {
    try {
      if (at != ANYWHERE) {
        set(all);
        at = ANYWHERE;
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** A refusal changes nothing. */
  private void set(MemorySegment processors) throws Throwable {
    int _ = (int) setAffinity.invokeExact(thread, SET_BYTES, processors);
  }
}
