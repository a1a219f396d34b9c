package io.forewarm.local.simulation;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Holds everything until the end of its life. */
final class UnboundedModel implements CacheModel {
  private final long[] until;

  UnboundedModel(int keys) {
    until = new long[keys];
    Arrays.fill(until, ABSENT);
  }

  @Override
  public long until(int key, long now) {
    return until[key] > now ? until[key] : ABSENT;
  }

  @Override
  public void read(int key, long now) {
    // Nothing is to be remembered where nothing has to go.
  }

  @Override
  public boolean store(int key, long bytes, long now, long end, IntConsumer gone) {
    until[key] = end;
    return true;
  }

  @Override
  public void remove(int key) {
    until[key] = ABSENT;
  }
}
