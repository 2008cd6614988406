/** The processes that hold and serve data: {@code server}, {@code node} and {@code proxy}. */
package io.vedette.node;
