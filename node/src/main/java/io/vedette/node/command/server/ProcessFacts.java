package io.vedette.node.command.server;

/** What INFO says about the process that a copy lives in. */
public interface ProcessFacts {
  /** What does not change while the process runs. */
  Identity identity();

  /** Bytes of heap in use. */
  long usedMemoryBytes();

  /** Most bytes of heap seen in use by {@link #usedMemoryBytes}. */
  long peakMemoryBytes();

  /** Bytes of heap in use when the process had started. */
  long startupMemoryBytes();

  /** Bytes of heap, in use or not, that the process has taken from the system. */
  long committedMemoryBytes();

  /** Most bytes of heap that the process may take. */
  long memoryLimitBytes();

  /** Lines about the pools of memory and the work of the garbage collectors, for people. */
  String heapReport();

  /** Has the heap collected in a while; returns at once. */
  void collect();

  /** Bytes of memory that the process occupies. */
  long residentBytes();

  /** Bytes of memory of the machine. */
  long systemMemoryBytes();

  /** Processor time in user mode, in seconds. */
  double userCpuSeconds();

  /** Processor time in the kernel, in seconds. */
  double systemCpuSeconds();

  /**
   * Who the process is.
   *
   * @param version of Vedette
   * @param javaVersion of the runtime
   * @param os name, release and architecture
   * @param transport how sockets are driven: {@code io_uring}, {@code epoll}, {@code nio}
   * @param pid process id
   * @param startedAtMs milliseconds since 1970
   * @param executable what was started
   * @param configFile absolute path of the configuration file, empty if there is none
   */
  record Identity(
      String version,
      String javaVersion,
      String os,
      String transport,
      long pid,
      long startedAtMs,
      String executable,
      String configFile) {}
}
