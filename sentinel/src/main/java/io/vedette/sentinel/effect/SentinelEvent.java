package io.vedette.sentinel.effect;

/**
 * Something operators and clients may want to hear of; published under its name as Redis Sentinel
 * does.
 *
 * @param name channel, such as {@code +switch-master}
 * @param payload the message, in Redis Sentinel's format for that event
 */
public record SentinelEvent(String name, String payload) {
  @Override
  public String toString() {
    return name + " " + payload;
  }
}
