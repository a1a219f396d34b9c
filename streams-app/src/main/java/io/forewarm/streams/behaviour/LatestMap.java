package io.forewarm.streams.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that is full at some number of entries: then what was asked for longest ago goes. */
public final class LatestMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private static final int FEW = 4;

  private final int most;

  /**
   * Begins empty.
   *
   * @param most number of entries, 1 or more
   */
  public LatestMap(int most) {
    super(FEW, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
