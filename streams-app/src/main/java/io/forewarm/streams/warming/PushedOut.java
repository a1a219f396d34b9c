package io.forewarm.streams.warming;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The latest entries that had to go for a load ahead: where one of them is asked for again the load
 * ahead has cost a load. Not safe for concurrent use.
 */
public final class PushedOut<K> {
  private final Set<K> keys = new LinkedHashSet<>();
  private final long most;

  /**
   * Begins empty.
   *
   * @param most how many are remembered, 1 or more; the oldest is forgotten
   */
  public PushedOut(long most) {
    this.most = most;
  }

  /** An entry went for a load ahead. */
  public void add(K key) {
    keys.remove(key);
    keys.add(key);
    if (keys.size() > most) {
      Iterator<K> oldest = keys.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** A key is asked for and has to be loaded. Returns whether a load ahead is to blame. */
  public boolean loaded(K key) {
    return keys.remove(key);
  }
}
