/**
 * Where a sentinel's promises survive: journal and snapshot store for Akka Persistence in plain
 * files.
 *
 * <p>A journal is one append-only file of checksummed records; a write completes after {@code
 * fsync}, and writes that wait together share one. What a crash left half written is cut off at
 * recovery, since it was never confirmed; any other damage refuses the start, since a forgotten
 * vote could be cast twice. File formats know nothing of Akka; {@link
 * io.vedette.sentinel.journal.FileJournal} and {@link
 * io.vedette.sentinel.journal.FileSnapshotStore} are the glue.
 */
package io.vedette.sentinel.journal;
