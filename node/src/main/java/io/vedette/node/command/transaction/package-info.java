/** MULTI, EXEC, DISCARD, WATCH, UNWATCH. */
package io.vedette.node.command.transaction;
