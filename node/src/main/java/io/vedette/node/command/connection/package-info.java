/**
 * Commands about the connection itself: PING, HELLO, AUTH, SELECT, CLIENT and the like. They read
 * and change the {@link io.vedette.node.command.Session}, not the data.
 */
package io.vedette.node.command.connection;
