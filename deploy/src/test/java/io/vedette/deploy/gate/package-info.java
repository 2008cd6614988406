/** Rules over the sources and classes of all modules: layering, style, format. */
package io.vedette.deploy.gate;
