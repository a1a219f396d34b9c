package io.forewarm.benchmarks.reads;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Forewarm's {@code get} of a value in the near cache. */
@State(Scope.Benchmark)
public class ForewarmNearGet extends NearGet {
  private final ForewarmSubject subject = ForewarmSubject.near();

  @Benchmark
  public byte @Nullable [] get(Samples samples) {
    return subject.region.get(samples.next());
  }

  @TearDown
  public void close() {
    subject.close();
  }
}
