/**
 * The sentinel: watches every copy, agrees with the other sentinels on what is down, and appoints
 * masters. {@link io.vedette.sentinel.SentinelCore} decides; actors only carry messages to it and
 * effects from it.
 */
package io.vedette.sentinel;
