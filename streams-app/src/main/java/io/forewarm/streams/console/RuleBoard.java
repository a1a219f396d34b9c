package io.forewarm.streams.console;

import io.forewarm.schemas.Rule;
import io.forewarm.schemas.RuleBook;
import org.jspecify.annotations.Nullable;

/** The rules that hold now, as their topic says. Safe for concurrent use. */
public final class RuleBoard {
  private volatile RuleBook book = RuleBook.EMPTY;

  /** Returns the rules. */
  RuleBook book() {
    return book;
  }

  /** Takes a target's rule; null removes it. */
  synchronized void put(String target, @Nullable Rule rule) {
    book = book.with(target, rule);
  }

  /** Forgets everything, before the topic is read from the beginning again. */
  synchronized void clear() {
    book = RuleBook.EMPTY;
  }
}
