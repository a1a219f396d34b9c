package io.forewarm.streams.inspect;

import static io.forewarm.streams.inspect.TimeText.clock;
import static io.forewarm.streams.inspect.TimeText.length;

import io.forewarm.client.redis.KeyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Redis holds for a key, in people's words. */
final class RedisWords {
  private final RedisLook look;

  RedisWords(RedisLook look) {
    this.look = look;
  }

  /** Adds value, lease and replicas to a timeline. */
  void tell(List<String> tags, Timeline timeline) {
    KeyState state = look.state();
    StoredValue value = look.value();
    timeline.redis(state.clock(), value == null ? "nothing is stored" : header(value, tags));
    if (state.leased()) {
      timeline.redis(
          state.clock(),
          "lease of token %s for %s more; %d wait for its end"
              .formatted(state.leaseToken(), length(state.leaseMillis()), state.waiting()));
    }
    look.replicas()
        .forEach(
            (number, replica) ->
                timeline.redis(
                    state.clock(),
                    "replica %d, copied from home at %s; write %s"
                        .formatted(
                            number,
                            clock(replica.readAt()),
                            StoredValue.of(replica.envelope()).writeId())));
  }

  private String header(StoredValue value, List<String> tags) {
    long now = look.state().clock();
    List<String> parts = new ArrayList<>();
    parts.add(
        "%s, %d bytes".formatted(value.state().name().toLowerCase(Locale.ROOT), value.bytes()));
    if (value.version() != null) {
      parts.add("version " + value.version());
    }
    if (value.answers()) {
      long fresh = value.softExpiresAt() - now;
      parts.add(fresh > 0 ? "fresh for " + length(fresh) : "expired " + length(-fresh) + " ago");
    }
    long kept = look.state().keptMillis();
    parts.add(kept < 0 ? "kept for ever" : "kept for " + length(kept));
    if (value.answers()) {
      parts.add("loaded in " + TimeText.load(value.loadMicros()));
      parts.add(
          value.watermark() == 0
              ? "without the log"
              : "when writes up to " + clock(value.watermark()) + " had taken effect");
    }
    parts.add(value.writeId().isEmpty() ? "knows of no write" : "after write " + value.writeId());
    if (!tags.isEmpty()) {
      parts.add("tags " + String.join(" ", tags));
    }
    return String.join(", ", parts);
  }
}
