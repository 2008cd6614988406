/**
 * The Redis Sentinel API: what sentinel-aware clients and operators ask on the sentinel's RESP
 * port.
 *
 * <p>What a command shows is read, and what it causes is done, by the sentinel's own thread through
 * {@link io.vedette.sentinel.api.SentinelControl}; the client's later commands wait for the answer.
 * A shard's name is a monitored master; the database's name is one too, and its address is that of
 * a proxy. Reply shapes and error texts: Redis Sentinel 7.0 and 7.2.
 */
package io.vedette.sentinel.api;
