/**
 * Sets: {@link io.vedette.node.type.set.SetValue} with its forms, their RDB encodings, and the
 * commands.
 */
package io.vedette.node.type.set;
