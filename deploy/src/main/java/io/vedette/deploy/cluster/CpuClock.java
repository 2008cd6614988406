package io.vedette.deploy.cluster;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The CPU time of any process by Linux's {@code clock_gettime(2)}, threads that have ended
 * included. {@code /proc/PID/stat} tells the same in hundredths of a second, too coarse for a short
 * round.
 */
@SuppressWarnings("restricted") // A call into the C library.
final class CpuClock {
  /** In the clock's number: of a process, user and system time as the scheduler counts them. */
  private static final int SCHEDULED = 2;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private static final MethodHandle GET_TIME =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private CpuClock() {}

  /** User and system time so far; fails when the process has ended. */
  static long nanos(long pid) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment secondsAndNanos = arena.allocate(ValueLayout.JAVA_LONG, 2);
      int clock = (int) ~pid << 3 | SCHEDULED;
      if ((int) GET_TIME.invokeExact(clock, secondsAndNanos) != 0) {
        throw new ClusterException("process " + pid + " has ended");
      }
      return secondsAndNanos.getAtIndex(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
          + secondsAndNanos.getAtIndex(ValueLayout.JAVA_LONG, 1);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
