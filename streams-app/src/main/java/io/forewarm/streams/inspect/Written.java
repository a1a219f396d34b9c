package io.forewarm.streams.inspect;

import io.forewarm.client.redis.WriteId;
import io.forewarm.schemas.WriteEvent;
import org.jspecify.annotations.Nullable;

/**
 * A write of a key, as the log has it.
 *
 * @param id of the event, as its publisher wrote it
 * @param writeId the same as Redis knows it, a UUID
 * @param at append time, broker time, milliseconds since 1970
 * @param partition of {@code writes}
 * @param offset in that partition
 * @param version of the source after the write; null if it has none
 * @param source who published it; may be empty
 */
public record Written(
    String id,
    String writeId,
    long at,
    int partition,
    long offset,
    @Nullable Long version,
    String source) {

  /** Takes an event with its place in the log. */
  public static Written of(WriteEvent event, long at, int partition, long offset) {
    return new Written(
        event.getId(),
        StoredValue.name(WriteId.of(event.getId())),
        at,
        partition,
        offset,
        event.getVersion(),
        event.getSource());
  }
}
