package io.forewarm.streams.console;

import io.forewarm.streams.inspect.Inspection;
import io.forewarm.streams.inspect.KeyInspector;
import io.forewarm.streams.inspect.KeyInspector.Question;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Answers what is known of a key, one question at a time: each reads a part of the log. */
public final class InspectionDesk {
  private static final Duration BACK = Duration.ofMinutes(10);

  private final Supplier<@Nullable KeyInspector> inspector;
  private final Function<String, Duration> durations;
  private final Semaphore free = new Semaphore(1);

  /**
   * Opens.
   *
   * @param inspector who finds out; null as long as Kafka and Redis are not there
   * @param durations reads 10m and the like; fails with {@link IllegalArgumentException}
   */
  public InspectionDesk(
      Supplier<@Nullable KeyInspector> inspector, Function<String, Duration> durations) {
    this.inspector = inspector;
    this.durations = durations;
  }

  /** What goes out: a status of HTTP and what becomes JSON. */
  record Answer(int status, Object body) {
    static Answer failure(int status, String error) {
      return new Answer(status, Map.of("error", error));
    }
  }

  Answer ask(@Nullable String key, @Nullable String since) {
    Question question;
    try {
      question =
          new Question(
              key == null ? "" : key, since == null ? BACK : durations.apply(since), false, false);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Answer.failure(400, String.valueOf(e.getMessage()));
    }
    KeyInspector ready = inspector.get();
    if (ready == null) {
      return Answer.failure(503, "the app waits for Kafka and Redis");
    }
    if (!free.tryAcquire()) {
      return Answer.failure(429, "another key is being inspected: ask again in a moment");
    }
    try {
      Inspection inspection = ready.inspect(question, left -> {});
      return new Answer(200, inspection);
    } catch (KafkaException e) {
      return Answer.failure(503, "the brokers do not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.failure(503, "the app ends");
    } finally {
      free.release();
    }
  }
}
