/**
 * Which kernel interface moves the bytes: io_uring, epoll or NIO, chosen once a process, for the
 * shard ports, the proxy and every link alike.
 */
package io.vedette.protocol.transport;
