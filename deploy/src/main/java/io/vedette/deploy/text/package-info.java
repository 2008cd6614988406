/** Figures as JSON for tools and as tables for people. */
package io.vedette.deploy.text;
