/**
 * Everything that crosses a process or a restart: wire formats, the command table, slots, topology
 * and the messages of the control plane. It describes and converts; it decides nothing.
 */
package io.vedette.protocol;
