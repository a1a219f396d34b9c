package io.forewarm.streams.invalidation;

import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * When things happened after a master had died, milliseconds.
 *
 * @param promoted its replica was master
 * @param detected the worker knew, and began to apply writes again
 * @param goesOn the watermarks of all partitions had passed the moment of the detection
 */
record FailoverTimes(long promoted, long detected, long goesOn) {
  /** Watches a failover to its end. */
  static FailoverTimes watch(FailoverLab lab, long died) {
    await().ignoreExceptions().until(lab::promoted);
    long promoted = System.currentTimeMillis();
    await().until(() -> lab.replays() > 0);
    long detected = System.currentTimeMillis();
    await().until(() -> lab.pastAt(detected) > 0);
    return new FailoverTimes(promoted - died, detected - died, lab.pastAt(detected) - died);
  }

  private static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(90));
  }

  @Override
  public String toString() {
    return "replica promoted after "
        + promoted
        + " ms, noticed after "
        + detected
        + " ms, applied again in "
        + (goesOn - detected)
        + " ms, watermark goes on after "
        + goesOn
        + " ms";
  }
}
