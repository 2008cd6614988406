package io.vedette.node.command;

/** What a connection is to a copy; CLIENT LIST and CLIENT KILL choose by it. */
public enum ClientKind {
  NORMAL,
  MASTER,
  REPLICA,
  PUBSUB
}
