package io.forewarm.streams.cdc;

import io.forewarm.client.keys.KeyFormat;
import io.forewarm.client.keys.KeyTemplate;
import io.forewarm.client.keys.Partitioning;
import java.util.List;

/**
 * Keys of a region that a row makes stale.
 *
 * @param region name of the region, with the version of its values where it has one: {@code
 *     posts@2}
 * @param key template of the key with names of columns as variables, {@code post:{id}}; for a
 *     prefix what keys begin with, empty for the whole region
 * @param partitioning of the region
 */
public record RowKeys(String region, String key, Partitioning partitioning) {
  /** Takes no key for an empty one and no partitioning for that by key. */
  public RowKeys {
    if (region == null || !region.matches("[^:{}%@ ]+(@[1-9][0-9]{0,8})?")) {
      throw new IllegalArgumentException(
          "cdc.tables: region must be the name of a region, as posts or posts@2: " + region);
    }
    key = key == null ? "" : key;
    partitioning = partitioning == null ? Partitioning.KEY : partitioning;
  }

  /** How the name of every key of the region begins. */
  String wholeRegion() {
    return format(KeyTemplate.of("all")).cacheKeyPrefix("");
  }

  RowName toKey() {
    return name(KeyTemplate.of(key));
  }

  RowName toPrefix() {
    if (key.isEmpty()) {
      return new RowName(List.of(), values -> wholeRegion());
    }
    KeyTemplate template = KeyTemplate.of(key);
    return template.variables().isEmpty()
        ? new RowName(List.of(), values -> format(template).cacheKeyPrefix(key))
        : name(template);
  }

  private RowName name(KeyTemplate template) {
    return new RowName(template.variables(), format(template)::cacheKey);
  }

  private KeyFormat<List<String>> format(KeyTemplate template) {
    int at = region.indexOf('@');
    return at < 0
        ? KeyFormat.ofTexts(region, template, partitioning, 0)
        : KeyFormat.ofTexts(
            region.substring(0, at),
            template,
            partitioning,
            Integer.parseInt(region.substring(at + 1)));
  }
}
