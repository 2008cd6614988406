package io.vedette.protocol.rdb;

/** Where the drafts of an RDB come from and go to. */
public interface RdbDraftSink {
  /** An empty draft to fill. */
  RdbDraft take();

  /** The next draft, in order; the sink's from now on. */
  void filled(RdbDraft draft);

  /** That was the last one: the RDB is complete but for its checksum. */
  void end();
}
