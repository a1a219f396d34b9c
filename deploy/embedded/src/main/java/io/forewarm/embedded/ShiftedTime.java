package io.forewarm.embedded;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * A broker's clock that is wrong: records are stamped so much later. Lengths of time stay true.
 *
 * @param ahead milliseconds before this machine's clock; negative: behind it
 */
record ShiftedTime(long ahead) implements Time {
  static Time of(Duration ahead) {
    return ahead.isZero() ? Time.SYSTEM : new ShiftedTime(ahead.toMillis());
  }

  @Override
  public long milliseconds() {
    return SYSTEM.milliseconds() + ahead;
  }

  @Override
  public long nanoseconds() {
    return SYSTEM.nanoseconds();
  }

  @Override
  public void sleep(long ms) {
    SYSTEM.sleep(ms);
  }

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs)
      throws InterruptedException {
    SYSTEM.waitObject(object, condition, deadlineMs - ahead);
  }
}
