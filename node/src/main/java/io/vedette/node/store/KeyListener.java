package io.vedette.node.store;

/** Hears of keys as they come, and of those that are looked for in vain. */
public interface KeyListener {
  /** A key that did not exist now does; the range is valid during the call. */
  void onNew(int database, byte[] bytes, int offset, int length);

  /** A command was to read a key that does not exist. */
  void onMiss(int database, byte[] bytes, int offset, int length);
}
