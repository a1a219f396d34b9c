package io.forewarm.client.keys;

import io.forewarm.schemas.CacheKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins region, hash tag and template to cache keys. */
final class TemplateKeyFormat<K> implements KeyFormat<K> {
  private final String head;
  private final KeyTemplate template;
  private final KeyShape<K> shape;
  private final Partitioning partitioning;

  TemplateKeyFormat(
      String region,
      KeyTemplate template,
      KeyShape<K> shape,
      Partitioning partitioning,
      int valueVersion) {
    if (region.isEmpty() || region.chars().anyMatch(c -> ":{}%@ ".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "a region's name must not be empty nor have a colon, brace, '%', '@' or space: '"
              + region
              + "'");
    }
    String version = valueVersion == 0 ? ":" : "@" + valueVersion + ":";
    this.head =
        switch (partitioning) {
          case KEY -> region + version;
          case ENTITY -> region + version + '{';
          case TYPE -> '{' + region + '}' + version;
        };
    this.template = template;
    this.shape = shape;
    this.partitioning = partitioning;
  }

  @Override
  public String cacheKey(K key) {
    List<String> values = shape.values(key);
    StringBuilder out = new StringBuilder(64).append(head);
    template.appendEntity(out, values);
    if (partitioning == Partitioning.ENTITY) {
      out.append('}');
    }
    template.appendRest(out, values);
    return bounded(out.toString());
  }

  @Override
  public String cacheKeyPrefix(String prefix) {
    int end = partitioning == Partitioning.ENTITY ? template.entityEnd(prefix) : -1;
    return end < 0 ? head + prefix : head + prefix.substring(0, end) + '}' + prefix.substring(end);
  }

  private static String bounded(String cacheKey) {
    if (cacheKey.length() * 3 > CacheKey.MAX_BYTES
        && cacheKey.getBytes(StandardCharsets.UTF_8).length > CacheKey.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a cache key must not be longer than "
              + CacheKey.MAX_BYTES
              + " bytes; hash the long part: '"
              + cacheKey.substring(0, 64)
              + "...'");
    }
    return cacheKey;
  }

  @Override
  public @Nullable K parse(String cacheKey) {
    if (!cacheKey.startsWith(head)) {
      return null;
    }
    String text = cacheKey.substring(head.length());
    if (partitioning == Partitioning.ENTITY) {
      int close = text.indexOf('}');
      text = close < 0 ? text : text.substring(0, close) + text.substring(close + 1);
    }
    List<String> values = template.parse(text);
    K key = values == null ? null : shape.key(values);
    return key != null && cacheKey.equals(cacheKey(key)) ? key : null;
  }
}
