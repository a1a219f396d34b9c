package io.forewarm.spring;

import io.forewarm.client.Region;
import io.forewarm.client.keys.KeyTemplate;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * A region behind one of Spring's caches.
 *
 * @param region the region; its keys are the texts of the template's variables
 * @param keys form of the keys
 * @param values type of the values
 * @param version reads the version that values carry; null if they carry none
 * @param warmable whether the pipeline may load it
 * @param tagged whether its methods name tags
 * @param leavesEarly whether a reader may take a stale value before its load has ended
 * @param answers exceptions that are answers
 */
record SpringRegion(
    Region<List<String>, Object> region,
    KeyTemplate keys,
    ResolvableType values,
    @Nullable ToLongFunction<Object> version,
    boolean warmable,
    boolean tagged,
    boolean leavesEarly,
    List<Class<? extends Throwable>> answers) {

  List<String> key(Object key) {
    return KeyTexts.of(region.name(), keys, key);
  }

  boolean isAnswer(Throwable thrown) {
    return answers.stream().anyMatch(answer -> answer.isInstance(thrown));
  }
}
