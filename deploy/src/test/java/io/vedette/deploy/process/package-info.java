/**
 * Tests on real processes: clusters started as a user starts them, real clients and the machine's
 * Redis tools against them. Each test ends what it starts; logs stay in {@code
 * target/process-tests}.
 */
package io.vedette.deploy.process;
