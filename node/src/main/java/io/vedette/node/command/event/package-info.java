/**
 * Keyspace notifications: which classes of events are wanted, and how one becomes messages.
 * Commands report through {@link io.vedette.node.command.Execution#notify}; nothing is built unless
 * wanted.
 */
package io.vedette.node.command.event;
