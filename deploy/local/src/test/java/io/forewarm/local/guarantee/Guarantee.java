package io.forewarm.local.guarantee;

import java.util.List;

/**
 * What must hold whatever happens. It is fed with what readers and writers see, in any order and
 * from any thread, and judges it when everything was seen. Pure: no Kafka, no Redis, no clock.
 */
public interface Guarantee {
  /** Takes what was seen. */
  void see(Sight sight);

  /** Says in words where it did not hold; empty: it has held. */
  List<String> violations();
}
