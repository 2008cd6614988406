package io.vedette.protocol.message;

/** What a copy takes itself for. */
public enum CopyRole {
  /** It has not been told yet, or was a master before its restart: it serves nobody. */
  NONE,
  MASTER,
  REPLICA
}
