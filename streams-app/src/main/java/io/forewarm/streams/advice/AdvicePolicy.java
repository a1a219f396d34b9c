package io.forewarm.streams.advice;

import java.util.Optional;

/** Judges one matter. Pure: no Kafka, no Redis, no clock. */
@FunctionalInterface
interface AdvicePolicy {
  /** Returns what would pay, if anything would. */
  Optional<Recommendation> judge(Evidence evidence);
}
