/**
 * Checks persistence files and repairs torn ones: what redis-check-aof and redis-check-rdb do, in
 * their words, plus the checksums and offsets that only our files carry.
 */
package io.vedette.deploy.check;
