package io.vedette.node.store;

/** Hears of every key that was deleted because its time had come. */
@FunctionalInterface
public interface ExpiryListener {
  /**
   * The key is already gone; the effect to propagate is its deletion. Must not change the key
   * space.
   *
   * @param database number of the database
   * @param key a copy that the listener may keep
   */
  void onExpired(int database, byte[] key);
}
