package io.vedette.node.command.server;

/**
 * What SHUTDOWN, or a signal, asks for.
 *
 * @param save to save even without save points
 * @param noSave not to save even with save points
 * @param now not to wait for replicas
 * @param force to leave though saving fails
 */
public record ShutdownRequest(boolean save, boolean noSave, boolean now, boolean force) {
  /** As the save points say. */
  public static final ShutdownRequest DEFAULT = new ShutdownRequest(false, false, false, false);
}
