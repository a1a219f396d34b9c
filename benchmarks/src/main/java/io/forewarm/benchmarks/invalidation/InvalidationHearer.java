package io.forewarm.benchmarks.invalidation;

import io.forewarm.client.control.ControlListener;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.RuleBook;
import java.util.function.LongConsumer;

/** Hears of single keys only. */
record InvalidationHearer(LongConsumer hash) implements ControlListener {
  @Override
  public void invalidated(long invalidated) {
    hash.accept(invalidated);
  }

  @Override
  public void hot(HotKey key) {}

  @Override
  public void cooled(String cacheKey) {}

  @Override
  public void voided(String name, long at) {}

  @Override
  public void rules(RuleBook rules) {}

  @Override
  public void lost() {}
}
