package io.vedette.protocol.message;

/**
 * One copy that the sender finds subjectively down.
 *
 * @param epoch of the shard when the sender formed the opinion; an opinion on a former master does
 *     not count
 * @param dead its process is gone for certain: its port refuses connections, or it runs in another
 *     incarnation
 */
public record Opinion(String shard, String node, long epoch, boolean dead) {}
