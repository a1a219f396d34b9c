/** The one owner of what Forewarm keeps in Redis: names, scripts, envelope. */
@NullMarked
package io.forewarm.client.redis;

import org.jspecify.annotations.NullMarked;
