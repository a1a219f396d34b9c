package io.forewarm.client.events;

import io.forewarm.schemas.WriteEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker has not acknowledged a write event: caches of other processes may not learn of the
 * write.
 */
public final class WritePublishException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int MAX_NAMED = 5;

  public WritePublishException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Says which write failed, why, and what its publisher can do. */
  static WritePublishException of(
      WriteEvent event, String topic, @Nullable String why, @Nullable Throwable cause) {
    return new WritePublishException(
        "The write of "
            + subjects(event)
            + " was not acknowledged by topic "
            + topic
            + ": "
            + why
            + ". Other processes may serve the old value until it expires. Publish the event again"
            + " with the same id ("
            + event.getId()
            + "): one that arrives twice acts once.",
        cause);
  }

  private static String subjects(WriteEvent event) {
    List<String> all = new ArrayList<>(event.getKeys());
    event.getTags().forEach(tag -> all.add("tag:" + tag));
    event.getPrefixes().forEach(prefix -> all.add("prefix:" + prefix));
    if (all.size() <= MAX_NAMED) {
      return all.toString();
    }
    return all.subList(0, MAX_NAMED) + " and " + (all.size() - MAX_NAMED) + " more";
  }
}
