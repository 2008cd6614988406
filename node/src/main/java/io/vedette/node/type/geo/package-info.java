/**
 * Positions on the earth as sorted sets: the score of a member is the number of its cell, of 52
 * bits, so that near positions mostly have near scores. A search looks at up to nine ranges of
 * scores and then at each position in them.
 */
package io.vedette.node.type.geo;
