package io.forewarm.client;

import org.jspecify.annotations.Nullable;

/**
 * Who calls, and what the call wants otherwise than its region.
 *
 * @param user whose visit it is, or null
 * @param source what loads for this caller, of the region's types; null: what the region has
 */
record Caller(@Nullable String user, CallOptions options, @Nullable Source<?, ?> source) {
  static final Caller ANYONE = new Caller(null, CallOptions.DEFAULT, null);

  Caller as(String user) {
    return new Caller(user, options, source);
  }

  Caller with(CallOptions options) {
    return new Caller(user, options, source);
  }

  Caller loadedBy(Source<?, ?> source) {
    return new Caller(user, options, source);
  }

  /** Somebody who loads in the same way. */
  Caller anyoneElse() {
    return source == null ? ANYONE : new Caller(null, CallOptions.DEFAULT, source);
  }
}
