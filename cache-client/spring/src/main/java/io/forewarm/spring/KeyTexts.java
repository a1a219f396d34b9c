package io.forewarm.spring;

import io.forewarm.client.keys.KeyTemplate;
import java.lang.reflect.RecordComponent;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.util.ReflectionUtils;

/** Makes texts of Spring's keys, one for each variable of the region's template. */
final class KeyTexts {
  private KeyTexts() {}

  /**
   * Returns the texts of a key: simple values, records of such, and lists of both.
   *
   * @throws IllegalArgumentException if a part has no text of its own, or the parts are not as many
   *     as the template's variables
   */
  static List<String> of(String region, KeyTemplate template, @Nullable Object key) {
    List<String> texts = parts(region, key);
    if (texts.size() != template.variables().size()) {
      throw new IllegalArgumentException(
          "cache "
              + region
              + ": the key "
              + key
              + " has "
              + texts.size()
              + " parts, but the keys of the region are "
              + template
              + ": name the part that is the key, as in key = \"#id\", or set forewarm.regions."
              + region
              + ".key");
    }
    return texts;
  }

  /** As {@link #of}, however many they are. */
  static List<String> parts(String region, @Nullable Object key) {
    List<String> texts = new ArrayList<>(2);
    add(region, key, texts);
    return texts;
  }

  private static void add(String region, @Nullable Object part, List<String> texts) {
    if (part instanceof Enum<?> constant) {
      texts.add(constant.name());
    } else if (part instanceof CharSequence
        || part instanceof Number
        || part instanceof Boolean
        || part instanceof Character
        || part instanceof UUID
        || part instanceof TemporalAccessor) {
      texts.add(part.toString());
    } else if (part instanceof Collection<?> parts) {
      parts.forEach(each -> add(region, each, texts));
    } else if (part instanceof Record record) {
      for (RecordComponent component : part.getClass().getRecordComponents()) {
        ReflectionUtils.makeAccessible(component.getAccessor());
        add(region, ReflectionUtils.invokeMethod(component.getAccessor(), record), texts);
      }
    } else if (part != SimpleKey.EMPTY) {
      throw noText(region, part);
    }
  }

  private static IllegalArgumentException noText(String region, @Nullable Object part) {
    return new IllegalArgumentException(
        "cache "
            + region
            + ": "
            + (part == null ? "null" : "a " + part.getClass().getName())
            + " cannot be part of a key: take texts, numbers, enums, UUIDs, times or records of"
            + " them, as in key = \"#query.id\""
            + (part == null ? ", or leave the call out by condition = \"#id != null\"" : ""));
  }
}
