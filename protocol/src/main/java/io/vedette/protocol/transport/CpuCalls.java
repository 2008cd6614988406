package io.vedette.protocol.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The C library's calls about threads and processors. A call that the kernel refuses does nothing.
 */
@SuppressWarnings("restricted") // Calls into the C library.
final class CpuCalls {
  /** Size of a {@code cpu_set_t}. */
  private static final long SET_BYTES = Processors.MAX / Byte.SIZE;

  private static final FunctionDescriptor NUMBER = FunctionDescriptor.of(ValueLayout.JAVA_INT);
  private static final FunctionDescriptor AFFINITY =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);

  private final MethodHandle processor = handle("sched_getcpu", NUMBER);
  private final MethodHandle thread = handle("gettid", NUMBER);
  private final MethodHandle getAffinity = handle("sched_getaffinity", AFFINITY);
  private final MethodHandle setAffinity = handle("sched_setaffinity", AFFINITY);

  private CpuCalls() {}

  private static MethodHandle handle(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  /** Holds the calls, or null where the C library lacks one. */
  private static final class Found {
    static final CpuCalls CALLS = look();

    private static CpuCalls look() {
      try {
        return new CpuCalls();
      } catch (RuntimeException _) {
        return null;
      }
    }
  }

  /** The calls, or null where the C library lacks one: macOS, and musl before 1.2. */
  static CpuCalls find() {
    return Found.CALLS;
  }

  /** An empty set of processors. */
  static MemorySegment newSet() {
    return Arena.ofAuto().allocate(SET_BYTES, Long.BYTES);
  }

  /** The processor that the calling thread runs on; negative if unknown. */
  int processor() {
    try {
      return (int) processor.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The calling thread's number. */
  int thread() {
    try {
      return (int) thread.invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the calling thread may run. */
  void get(MemorySegment set) {
    try {
      int _ = (int) getAffinity.invokeExact(0, SET_BYTES, set);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where a thread may run from now on. */
  void set(int thread, MemorySegment set) {
    try {
      int _ = (int) setAffinity.invokeExact(thread, SET_BYTES, set);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
