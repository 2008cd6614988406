/**
 * The types of values: a folder for each, which holds how it is stored, its commands and its RDB
 * encodings. {@link io.vedette.node.type.Types} lists them.
 */
package io.vedette.node.type;
