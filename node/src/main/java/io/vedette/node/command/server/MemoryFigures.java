package io.vedette.node.command.server;

import io.vedette.node.command.ClientKind;
import io.vedette.node.command.Execution;
import io.vedette.node.command.Session;
import io.vedette.node.store.Database;
import io.vedette.node.store.Keyspace;

/**
 * What a copy knows about memory at one moment, in bytes.
 *
 * <p>The heap is the Java machine's: what it has <em>in use</em> includes what no one refers to any
 * more and no collection has freed yet. It is the whole process's, which may house other copies.
 * What data, log and clients need is counted as they change, and the copy's own.
 *
 * @param used of the heap
 * @param peak most of the heap seen in use
 * @param startup in use when the process had started
 * @param committed of the heap, taken from the system
 * @param limit that the heap may grow to
 * @param resident memory of the process, that outside of the heap included
 * @param backlog what the replication log keeps
 * @param aofBuffer what is still to be written to the append-only file
 * @param replicas buffers of replicas' connections
 * @param clients buffers of all other connections
 * @param clientCount how many these are
 * @param tables what finds the entries of keys
 * @param keys number of keys
 * @param dataset keys with their values, and the tables
 */
record MemoryFigures(
    long used,
    long peak,
    long startup,
    long committed,
    long limit,
    long resident,
    long backlog,
    long aofBuffer,
    long replicas,
    long clients,
    long clientCount,
    long tables,
    long keys,
    long dataset) {

  static MemoryFigures now(InfoSources sources, Execution x) {
    ProcessFacts process = sources.process();
    long replicas = 0;
    long clients = 0;
    long clientCount = 0;
    for (Session session : x.server().sessions()) {
      long bytes = session.inputBytes() + session.link().outputBytes();
      if (session.kind() == ClientKind.REPLICA) {
        replicas += bytes;
      } else {
        clients += bytes;
        clientCount++;
      }
    }
    Keyspace keyspace = x.keyspace();
    long tables = 0;
    for (Database database : keyspace.nonEmpty()) {
      tables += keyspace.tableBytes(database.index());
    }
    return new MemoryFigures(
        process.usedMemoryBytes(),
        process.peakMemoryBytes(),
        process.startupMemoryBytes(),
        process.committedMemoryBytes(),
        process.memoryLimitBytes(),
        process.residentBytes(),
        sources.backlogBytes().getAsLong(),
        sources.aofBufferBytes().getAsLong(),
        replicas,
        clients,
        clientCount,
        tables,
        keyspace.size(),
        keyspace.memoryBytes());
  }

  /** All that is known not to be keys and values. */
  long overhead() {
    return startup + backlog + aofBuffer + replicas + clients + tables;
  }

  static double ratio(long part, long whole) {
    return whole <= 0 ? 0 : (double) part / whole;
  }
}
