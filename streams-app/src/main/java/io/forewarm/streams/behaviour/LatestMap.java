package io.forewarm.streams.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A map that is full at some number of entries: then what was asked for longest ago goes. */
public final class LatestMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private static final int FEW = 4;

  private final int most;
  private final transient Consumer<? super V> forgotten;

  /**
   * Begins empty.
   *
   * @param most number of entries, 1 or more
   */
  public LatestMap(int most) {
    this(most, value -> {});
  }

  /**
   * Begins empty.
   *
   * @param forgotten hears of each value that goes since the map is full
   */
  LatestMap(int most, Consumer<? super V> forgotten) {
    super(FEW, 0.75f, true);
    this.most = most;
    this.forgotten = forgotten;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    boolean full = size() > most;
    if (full) {
      forgotten.accept(eldest.getValue());
    }
    return full;
  }
}
