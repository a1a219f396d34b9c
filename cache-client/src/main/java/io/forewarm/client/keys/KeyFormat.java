package io.forewarm.client.keys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes typed keys as cache keys and reads them back. Safe for concurrent use. */
public interface KeyFormat<K> {
  /**
   * Returns the cache key: region, colon, key in the region, with the hash tag of the partitioning.
   *
   * @throws IllegalArgumentException if a part of the key is null, or the cache key is longer than
   *     {@link io.forewarm.schemas.CacheKey#MAX_BYTES}
   */
  String cacheKey(K key);

  /** Reads a cache key of this region; null if it does not have this form. */
  @Nullable K parse(String cacheKey);

  /** Returns how the cache keys begin of the keys whose text begins like this. */
  String cacheKeyPrefix(String prefix);

  /**
   * Returns the format of a region's keys.
   *
   * @param keyType String, Long, Integer, UUID or an enum for a template of one variable; for any
   *     template a record of such components, named as the variables, or List: then a key is the
   *     list of the variables' texts
   * @throws IllegalArgumentException if type and template do not fit; the message says what to
   *     change
   */
  static <K> KeyFormat<K> of(
      String region, KeyTemplate template, Class<K> keyType, Partitioning partitioning) {
    return of(region, template, keyType, partitioning, 0);
  }

  /**
   * As {@link #of(String, KeyTemplate, Class, Partitioning)}, for a version of the cached type,
   * which follows the region's name: {@code posts@2:post:7}.
   *
   * @param valueVersion 0 for none
   */
  static <K> KeyFormat<K> of(
      String region,
      KeyTemplate template,
      Class<K> keyType,
      Partitioning partitioning,
      int valueVersion) {
    return new TemplateKeyFormat<>(
        region, template, KeyShape.of(template, keyType), partitioning, valueVersion);
  }

  /**
   * Returns the format of a region's keys where the variables of the template are given as texts,
   * in their order: for who knows the columns of a row, and no type.
   *
   * @param valueVersion 0 for none
   */
  static KeyFormat<List<String>> ofTexts(
      String region, KeyTemplate template, Partitioning partitioning, int valueVersion) {
    return new TemplateKeyFormat<>(
        region, template, TextShape.INSTANCE, partitioning, valueVersion);
  }
}
