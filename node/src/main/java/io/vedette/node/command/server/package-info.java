/** Commands about the server: COMMAND, CONFIG, INFO, DEBUG, TIME, SHUTDOWN. */
package io.vedette.node.command.server;
