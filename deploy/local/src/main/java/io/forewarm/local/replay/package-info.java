/** Recorded traffic, read from traces and access logs and replayed through the real client. */
@NullMarked
package io.forewarm.local.replay;

import org.jspecify.annotations.NullMarked;
