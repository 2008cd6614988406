/**
 * Which kernel interface moves the bytes: io_uring, epoll or NIO, chosen once a process, for the
 * shard ports, the proxy and every link alike; and how much may wait there for clients to take it.
 */
package io.vedette.protocol.transport;
