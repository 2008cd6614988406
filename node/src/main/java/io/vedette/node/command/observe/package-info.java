/**
 * Watching what a copy does: SLOWLOG, MONITOR, LATENCY. Nothing here costs a command anything that
 * can be measured unless somebody asked for it. Pure.
 */
package io.vedette.node.command.observe;
