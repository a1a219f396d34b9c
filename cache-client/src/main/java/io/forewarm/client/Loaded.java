package io.forewarm.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a loader brings, and what it decides about it. Immutable; the {@code with} methods return a
 * changed copy.
 *
 * @param <V> type of the values
 */
public final class Loaded<V> {
  private static final Loaded<?> ABSENT = new Loaded<>(null, Kind.ABSENT);
  private static final Loaded<?> NOT_MODIFIED = new Loaded<>(null, Kind.NOT_MODIFIED);

  private enum Kind {
    VALUE,
    ABSENT,
    NOT_MODIFIED
  }

  private final @Nullable V value;
  private final Kind kind;
  private @Nullable Duration softTtl;
  private @Nullable Duration hardTtl;
  private @Nullable Set<String> tags;
  private @Nullable Long version;
  private String validator = "";
  private boolean cached = true;

  private Loaded(@Nullable V value, Kind kind) {
    this.value = value;
    this.kind = kind;
  }

  /** The origin has this value; null is {@link #absent}. */
  public static <V> Loaded<V> of(@Nullable V value) {
    return value == null ? absent() : new Loaded<>(value, Kind.VALUE);
  }

  /**
   * The origin has no value: that is cached for the region's {@code absentTtl}, or until a write.
   */
  @SuppressWarnings("unchecked")
  public static <V> Loaded<V> absent() {
    return (Loaded<V>) ABSENT;
  }

  /**
   * The value of {@link LoadRequest#oldValue} is still the one: it stays, and its life begins anew.
   * Without an old value the load fails.
   */
  @SuppressWarnings("unchecked")
  public static <V> Loaded<V> notModified() {
    return (Loaded<V>) NOT_MODIFIED;
  }

  /** Fresh for this long instead of the region's soft TTL; kept for ten times of it. */
  public Loaded<V> withTtl(Duration soft) {
    return withTtl(soft, soft.multipliedBy(10));
  }

  /**
   * Fresh and kept for this long instead of the region's TTLs; 1 ms or more, hard not below soft.
   */
  public Loaded<V> withTtl(Duration soft, Duration hard) {
    if (soft.toMillis() < 1 || hard.compareTo(soft) < 0) {
      throw new IllegalArgumentException(
          "a loaded value needs 1 ms <= soft <= hard: soft=" + soft + " hard=" + hard);
    }
    Loaded<V> copy = copy();
    copy.softTtl = soft;
    copy.hardTtl = hard;
    return copy;
  }

  /** What the value was made of: invalidating one of these makes it stale. At most 255. */
  public Loaded<V> withTags(Collection<String> names) {
    Loaded<V> copy = copy();
    copy.tags = Set.copyOf(names);
    return copy;
  }

  /** As {@link #withTags(Collection)}. */
  public Loaded<V> withTags(String... names) {
    return withTags(List.of(names));
  }

  /** The version at which the origin has the value; it decides against {@link Region#put}. */
  public Loaded<V> withVersion(long atVersion) {
    Loaded<V> copy = copy();
    copy.version = atVersion;
    return copy;
  }

  /**
   * What the next load shall see of this one, such as an ETag or a modification time; at most 1 KiB
   * in UTF-8.
   */
  public Loaded<V> withValidator(String text) {
    Loaded<V> copy = copy();
    copy.validator = text;
    return copy;
  }

  /** Answers those who wait, and is not kept anywhere. */
  public Loaded<V> notCached() {
    Loaded<V> copy = copy();
    copy.cached = false;
    return copy;
  }

  private Loaded<V> copy() {
    Loaded<V> copy = new Loaded<>(value, kind);
    copy.softTtl = softTtl;
    copy.hardTtl = hardTtl;
    copy.tags = tags;
    copy.version = version;
    copy.validator = validator;
    copy.cached = cached;
    return copy;
  }

  @Nullable V value() {
    return value;
  }

  boolean isNotModified() {
    return kind == Kind.NOT_MODIFIED;
  }

  boolean cached() {
    return cached;
  }

  @Nullable Duration softTtl() {
    return softTtl;
  }

  @Nullable Duration hardTtl() {
    return hardTtl;
  }

  /** Null: the loader said nothing about tags. */
  @Nullable Set<String> tags() {
    return tags;
  }

  @Nullable Long version() {
    return version;
  }

  String validator() {
    return validator;
  }
}
