package io.vedette.node.persistence.aof;

import io.vedette.protocol.aof.AofManifest;

/**
 * How a task ended.
 *
 * @param chain the chain that the task was for, as counted by {@link AppendOnly}
 * @param failure the system's text, or null
 * @param syncFailed whether it was an fsync of the open increment that failed, so that nothing is
 *     known of its bytes any more
 * @param fileBytes size of the open increment
 * @param inForce the folder's manifest, after {@link AofTask.Prepare}; else null
 */
public record AofDone(
    long chain,
    AofTask task,
    String failure,
    boolean syncFailed,
    long fileBytes,
    AofManifest inForce) {
  /** Whether it did all that it should. */
  boolean succeeded() {
    return failure == null;
  }
}
