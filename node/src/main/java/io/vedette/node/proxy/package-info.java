/**
 * The RESP proxy for a whole database: many clients, one multiplexed pipelined connection per event
 * loop, shard master and RESP version.
 *
 * <p>Everything of one event loop is confined to it: {@link io.vedette.node.proxy.ProxyCore} with
 * its sessions and lanes decides and is pure (no Netty, no clock, no threads); {@link
 * io.vedette.node.proxy.ProxyLoop}, {@link io.vedette.node.proxy.ClientConnection} and {@link
 * io.vedette.node.proxy.ShardConnection} move the bytes. Replies keep the order of each client's
 * commands; a shard's replies come in the order of its {@link io.vedette.node.proxy.ShardLane}.
 */
package io.vedette.node.proxy;
