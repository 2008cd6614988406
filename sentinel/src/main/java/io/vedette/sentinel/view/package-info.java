/** What a sentinel shows of itself: read models for the Sentinel API and for status displays. */
package io.vedette.sentinel.view;
