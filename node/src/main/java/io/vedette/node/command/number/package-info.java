/** Numbers as C reads and calculates them, where Redis's results depend on that. */
package io.vedette.node.command.number;
