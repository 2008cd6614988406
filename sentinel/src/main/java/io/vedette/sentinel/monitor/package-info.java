/** The monitoring half: what this sentinel sees of copies, processes and other sentinels. */
package io.vedette.sentinel.monitor;
