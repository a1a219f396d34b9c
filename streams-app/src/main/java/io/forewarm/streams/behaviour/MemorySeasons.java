package io.forewarm.streams.behaviour;

import java.util.Map;
import java.util.TreeMap;

/** Keeps seasons in memory; of one time of the day so many keys at most, the latest. */
public final class MemorySeasons implements SeasonStore {
  private static final int MOST_KEYS = 10_000;

  private final TreeMap<Integer, Map<String, Long>> marks = new TreeMap<>();

  @Override
  public long get(int second, String cacheKey) {
    return marks.getOrDefault(second, Map.of()).getOrDefault(cacheKey, 0L);
  }

  @Override
  public void put(int second, String cacheKey, long kept) {
    marks.computeIfAbsent(second, unused -> new LatestMap<>(MOST_KEYS)).put(cacheKey, kept);
  }

  @Override
  public void remove(int second, String cacheKey) {
    marks.getOrDefault(second, Map.of()).remove(cacheKey);
  }

  @Override
  public void each(int from, int to, Taker taker) {
    marks
        .subMap(from, to)
        .forEach((second, keys) -> keys.forEach((key, kept) -> taker.take(second, key, kept)));
  }
}
