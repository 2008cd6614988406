/** What operators see of a process: its facts for INFO. */
package io.vedette.node.ops;
