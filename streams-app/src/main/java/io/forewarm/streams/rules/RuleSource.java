package io.forewarm.streams.rules;

import io.forewarm.schemas.RuleBook;

/** Where a stage asks for the rules that hold now. */
@FunctionalInterface
public interface RuleSource {
  /** Returns the rules; the same object as long as none has changed. */
  RuleBook current();
}
