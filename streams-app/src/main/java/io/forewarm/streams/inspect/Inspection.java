package io.forewarm.streams.inspect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one key.
 *
 * @param key cache key
 * @param partition of the topics about cache keys
 * @param since how far back the log was read, broker time, milliseconds since 1970
 * @param timeline what happened, oldest first
 * @param value what Redis holds; null for nothing
 * @param verdict why the value is as it is
 */
public record Inspection(
    String key,
    int partition,
    long since,
    List<TimelineEvent> timeline,
    @Nullable StoredValue value,
    String verdict) {}
