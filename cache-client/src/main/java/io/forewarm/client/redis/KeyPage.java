package io.forewarm.client.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the keys that a scan has found, often none.
 *
 * @param next where it goes on; null after the last page
 */
public record KeyPage(List<String> cacheKeys, @Nullable Position next) {
  /**
   * Where a scan stands.
   *
   * @param masters host:port of those that are not done, the first of them under way
   * @param cursor of that master; "0" at its beginning
   */
  public record Position(List<String> masters, String cursor) {}
}
