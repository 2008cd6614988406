/** Lists: small ones packed in their entries, large ones in a ring of listpack chunks. */
package io.vedette.node.type.list;
