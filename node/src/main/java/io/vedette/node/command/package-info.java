/**
 * Commands: what a handler gets ({@link io.vedette.node.command.Execution}), the sessions it
 * serves, and the table of all handlers. Pure: no Akka, no Netty, no clock, no files.
 */
package io.vedette.node.command;
