package io.forewarm.spring;

import java.util.List;

/**
 * What is done with the value of a cached method.
 *
 * @param unless expression that forbids to cache it; empty for none
 * @param tags expressions of its tags
 */
record Plan(String unless, List<String> tags) {
  /** Everything is cached, without tags. */
  static final Plan NONE = new Plan("", List.of());
}
