/** How commands find and talk to Redis. */
@NullMarked
package io.forewarm.local.redis;

import org.jspecify.annotations.NullMarked;
