package io.vedette.protocol.rdb;

/**
 * Completes each draft as soon as it is filled, on the thread that fills it; one draft is used
 * again and again.
 */
final class ImmediateDrafts implements RdbDraftSink {
  /** The sink gets chunks of at most about this size, single long strings excepted. */
  private static final int DRAFT_BYTES = 64 * 1024;

  private final RdbDraft draft = new RdbDraft(DRAFT_BYTES);
  private final RdbFinisher finisher;

  ImmediateDrafts(RdbSink sink) {
    finisher = new RdbFinisher(sink, true);
  }

  @Override
  public RdbDraft take() {
    draft.clear();
    return draft;
  }

  @Override
  public void filled(RdbDraft full) {
    finisher.draft(full);
    finisher.flush();
  }

  @Override
  public void end() {
    finisher.end();
  }
}
