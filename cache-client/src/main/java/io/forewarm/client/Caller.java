package io.forewarm.client;

import org.jspecify.annotations.Nullable;

/**
 * Who calls, and what the call wants otherwise than its region.
 *
 * @param user whose visit it is, or null
 */
record Caller(@Nullable String user, CallOptions options) {
  static final Caller ANYONE = new Caller(null, CallOptions.DEFAULT);
}
