/** What the core asks its actor to do. */
package io.vedette.sentinel.effect;
