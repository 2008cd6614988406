/**
 * Configuration in redis.conf syntax: reading files and command lines, typed directives, and the
 * set of values that CONFIG GET, CONFIG SET and CONFIG REWRITE work on.
 *
 * <p>Each kind of process lists the {@link io.vedette.protocol.config.Directive}s that it honours
 * in {@link io.vedette.protocol.config.Directives}; any other name stops its start. Texts are kept
 * as they stand in the file, one char a byte (ISO 8859-1), until a directive's type decodes them.
 *
 * <p>Format: redis.conf of Redis 7; error texts: Redis 7.2.
 */
package io.vedette.protocol.config;
