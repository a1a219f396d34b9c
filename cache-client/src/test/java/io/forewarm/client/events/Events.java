package io.forewarm.client.events;

import io.forewarm.schemas.Topics;
import io.forewarm.schemas.WriteEvent;
import io.forewarm.schemas.WriteOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Configurations and events for tests. */
final class Events {
  static final Topics TOPICS = new Topics("t.", 4);

  private Events() {}

  /** Keys are suspect by their rate only. */
  static EventConfig config(int suspectReads, int maxKeys) {
    return config(new Suspicion(suspectReads, 1, Integer.MAX_VALUE), maxKeys);
  }

  static EventConfig config(Suspicion suspicion, int maxKeys) {
    return new EventConfig(
        Map.of("bootstrap.servers", "127.0.0.1:1"),
        TOPICS,
        "shop",
        "shop-1",
        Duration.ofSeconds(2),
        suspicion,
        maxKeys,
        null);
  }

  static EventConfig config() {
    return config(Suspicion.DEFAULT, EventConfig.MAX_KEYS);
  }

  static WriteEvent write(String... keys) {
    return WriteEvent.newBuilder()
        .setId("00000000-0000-0000-0000-00000000000" + keys.length)
        .setOperation(WriteOperation.WRITE)
        .setKeys(List.of(keys))
        .build();
  }
}
