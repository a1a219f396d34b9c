package io.forewarm.spring;

import io.forewarm.schemas.Topic;
import io.forewarm.schemas.Topics;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image cannot find by itself: the scripts for Redis, the contracts of the topics.
 * The classes of values that are JSON are the application's to name, by {@code
 * RegisterReflectionForBinding}.
 */
final class ForewarmRuntimeHints implements RuntimeHintsRegistrar {
  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.resources().registerPattern("io/forewarm/client/redis/*.lua");
    hints.resources().registerPattern("io/forewarm/schemas/**");
    for (Topic<?> topic : new Topics(Topics.DEFAULT_PREFIX, Topics.DEFAULT_PARTITIONS).all()) {
      if (topic.value() != null) {
        hints
            .reflection()
            .registerType(
                topic.value(),
                MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS,
                MemberCategory.INVOKE_PUBLIC_METHODS,
                MemberCategory.ACCESS_PUBLIC_FIELDS);
      }
    }
  }
}
