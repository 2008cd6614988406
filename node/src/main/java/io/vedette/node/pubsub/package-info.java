/**
 * Publish and subscribe, as far as it is the same in a shard copy and in the proxy: names, who
 * subscribed to what, and the frames that subscribers get. Pure: no Akka, no Netty, no clock.
 */
package io.vedette.node.pubsub;
