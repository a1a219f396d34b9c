package io.forewarm.benchmarks.reads;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A contender that answers from its own process. Before each iteration the heap is compacted:
 * otherwise chance says over how many pages of memory its entries lie, which costs a hit of a few
 * nanoseconds more than what it does.
 */
@State(Scope.Benchmark)
public abstract class NearGet {
  /** Compacts the heap. */
  @Setup(Level.Iteration)
  public void compact() {
    System.gc();
  }
}
