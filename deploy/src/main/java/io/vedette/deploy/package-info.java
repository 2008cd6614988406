/** What people and scripts use: the local cluster, its status, drills and the benchmark. */
package io.vedette.deploy;
