/** What a sentinel has been told before it starts. */
package io.vedette.sentinel.config;
