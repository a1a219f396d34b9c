package io.forewarm.schemas;

/** The record key of a write event, which decides its partition. */
public final class WriteKey {
  private WriteKey() {}

  /** Returns what the event is about first: a cache key, tag:NAME, prefix:TEXT, else its id. */
  public static String of(WriteEvent event) {
    if (!event.getKeys().isEmpty()) {
      return event.getKeys().get(0);
    }
    if (!event.getTags().isEmpty()) {
      return "tag:" + event.getTags().get(0);
    }
    return event.getPrefixes().isEmpty() ? event.getId() : "prefix:" + event.getPrefixes().get(0);
  }
}
