/** Changes of files that a crash or a power cut leaves done or not done, and nothing between. */
package io.vedette.protocol.file;
