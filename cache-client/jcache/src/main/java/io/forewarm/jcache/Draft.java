package io.forewarm.jcache;

import java.util.Objects;
import java.util.function.Function;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** An entry while it is being changed: what it was, and what shall become of it. */
final class Draft<K, V> implements MutableEntry<K, V> {
  /** What shall be done. */
  enum Change {
    NONE,
    ACCESS,
    LOAD,
    SET,
    REMOVE
  }

  private final K key;
  private final @Nullable V before;
  private final Function<K, @Nullable V> loader;
  private @Nullable V after;
  private Change change = Change.NONE;

  Draft(K key, @Nullable V before, Function<K, @Nullable V> loader) {
    this.key = key;
    this.before = before;
    this.after = before;
    this.loader = loader;
  }

  Change change() {
    return change;
  }

  /** Whether the origin has to be written, too. */
  boolean writes() {
    return change == Change.SET || change == Change.REMOVE;
  }

  @Nullable V before() {
    return before;
  }

  @Nullable V after() {
    return after;
  }

  @Override
  public K getKey() {
    return key;
  }

  @Override
  public boolean exists() {
    return after != null;
  }

  @Override
  public @Nullable V getValue() {
    if (after == null && change == Change.NONE) {
      after = loader.apply(key);
      change = after == null ? Change.NONE : Change.LOAD;
    } else if (change == Change.NONE) {
      change = Change.ACCESS;
    }
    return after;
  }

  @Override
  public void setValue(V value) {
    after = Objects.requireNonNull(value, "value");
    change = Change.SET;
  }

  /** Takes what was loaded: the origin has it already. */
  void loaded(V value) {
    after = value;
    change = Change.LOAD;
  }

  @Override
  public void remove() {
    boolean onlyHere = before == null && (change == Change.SET || change == Change.LOAD);
    change = onlyHere ? Change.NONE : Change.REMOVE;
    after = null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return new Pair<>(key, after).unwrap(type);
  }
}
