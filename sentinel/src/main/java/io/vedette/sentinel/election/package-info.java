/** How one sentinel comes to lead an epoch. */
package io.vedette.sentinel.election;
