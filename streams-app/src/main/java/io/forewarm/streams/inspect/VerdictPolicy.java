package io.forewarm.streams.inspect;

import static io.forewarm.streams.inspect.TimeText.clock;
import static io.forewarm.streams.inspect.TimeText.length;

import io.forewarm.streams.inspect.StoredValue.State;
import io.forewarm.streams.inspect.VisibilityPolicy.Known;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says in a sentence why a key's value is as it is. Pure: no Kafka, no Redis, no clock. */
final class VerdictPolicy {
  private VerdictPolicy() {}

  /** Returns the sentence. */
  static String judge(KeyFacts facts) {
    KeyFacts.Redis redis = facts.redis();
    if (redis.failure() != null) {
      return "Redis does not answer (%s), so only the log tells: %s"
          .formatted(redis.failure(), lastChange(facts));
    }
    StoredValue value = redis.value();
    if (value == null) {
      return "Nothing is stored: " + (redis.leased() ? loading(redis) : lastChange(facts));
    }
    if (!value.answers()) {
      return voided(facts, value);
    }
    return staleByRange(facts, value)
        .or(() -> staleByWrite(facts, value))
        .orElseGet(() -> stands(facts, value));
  }

  private static String loading(KeyFacts.Redis redis) {
    return "somebody is loading it now (lease for %s more).".formatted(length(redis.leaseMillis()));
  }

  /** What the log says about a key of which Redis holds nothing. */
  private static String lastChange(KeyFacts facts) {
    long loadedAt = last(facts.loads()).map(LoadSeen::at).orElse(0L);
    Optional<Written> write = last(facts.writes());
    Optional<Voiding> range = newest(facts.voidings());
    long writtenAt = write.map(Written::at).orElse(0L);
    long voidedAt = Math.max(writtenAt, range.map(Voiding::at).orElse(0L));
    if (loadedAt > voidedAt) {
      return "it was loaded last shortly before %s, as %s reported, and has expired or was evicted since."
          .formatted(clock(loadedAt), last(facts.loads()).map(LoadSeen::service).orElse(""));
    }
    if (write.isPresent() && writtenAt == voidedAt) {
      return "void since %s by %s; nobody has reported a load since."
          .formatted(clock(writtenAt), name(write.get()));
    }
    return range
        .map(
            voiding ->
                "its %s was invalidated at %s; nobody has reported a load since."
                    .formatted(voiding.words(), clock(voiding.at())))
        .orElse(
            "the log of the last %s has neither a write nor a load of it. It was never cached, or it expired or was evicted before."
                .formatted(length(facts.span().toMillis())));
  }

  private static String voided(KeyFacts facts, StoredValue tombstone) {
    String by =
        facts.writes().stream()
            .filter(write -> write.writeId().equals(tombstone.writeId()))
            .reduce((earlier, later) -> later)
            .map(write -> "since %s by %s".formatted(clock(write.at()), name(write)))
            .orElse(
                "by write %s, whose event is not in the log of the last %s: it is on its way, older, or was never published"
                    .formatted(tombstone.writeId(), length(facts.span().toMillis())));
    KeyFacts.Redis redis = facts.redis();
    return "Void "
        + by
        + (redis.leased() ? "; " + loading(redis) : "; nobody has loaded it since.");
  }

  private static Optional<String> staleByRange(KeyFacts facts, StoredValue value) {
    return newest(
            facts.voidings().stream().filter(voiding -> value.watermark() < voiding.at()).toList())
        .map(
            voiding ->
                "Stale: its %s was invalidated at %s, %s; who reads it loads it anew."
                    .formatted(
                        voiding.words(),
                        clock(voiding.at()),
                        value.watermark() == 0
                            ? "and nothing proves that its load began later"
                            : "after its load began at " + clock(value.watermark())));
  }

  private static Optional<String> staleByWrite(KeyFacts facts, StoredValue value) {
    return facts.writes().stream()
        .filter(write -> visibility(facts, value, write) != Visibility.CURRENT)
        .reduce((earlier, later) -> later)
        .map(write -> behind(facts, visibility(facts, value, write), write));
  }

  private static Visibility visibility(KeyFacts facts, StoredValue value, Written write) {
    int knows = -1;
    for (int i = 0; i < facts.writes().size(); i++) {
      knows = facts.writes().get(i).writeId().equals(value.writeId()) ? i : knows;
    }
    Known known =
        knows < 0
            ? Known.UNKNOWN
            : knows >= facts.writes().lastIndexOf(write) ? Known.SAME_OR_LATER : Known.EARLIER;
    return VisibilityPolicy.judge(value, write, known);
  }

  private static String behind(KeyFacts facts, Visibility visibility, Written write) {
    if (facts.appliedUpTo() < write.at()) {
      return "Not yet void: %s of %s waits for the invalidation worker, %s."
          .formatted(
              name(write),
              clock(write.at()),
              facts.appliedUpTo() == 0
                  ? "of which nothing was heard"
                  : "which has come to " + clock(facts.appliedUpTo()));
    }
    return visibility == Visibility.OLDER
        ? "Inconsistent: %s of %s has taken effect, yet the value is from before it; invalidate the key and keep this timeline."
            .formatted(name(write), clock(write.at()))
        : "Unclear: nothing in the value says whether it was loaded before or after %s of %s, which has taken effect."
            .formatted(name(write), clock(write.at()));
  }

  private static String stands(KeyFacts facts, StoredValue value) {
    String what = value.state() == State.ABSENT ? "The origin had no value when it" : "It";
    return what + " " + origin(facts, value) + "; " + life(facts.redis(), value);
  }

  private static String origin(KeyFacts facts, StoredValue value) {
    String load = "load of " + TimeText.load(value.loadMicros());
    Optional<Written> carried =
        facts.writes().stream()
            .filter(write -> write.writeId().equals(value.writeId()))
            .reduce((earlier, later) -> later);
    if (carried.isPresent() && value.watermark() < carried.get().at()) {
      return "was stored by %s of %s, or loaded right after it (%s)"
          .formatted(name(carried.get()), clock(carried.get().at()), load);
    }
    if (value.watermark() == 0) {
      return "was loaded by a client without the log, so that it is not known when (%s)"
          .formatted(load);
    }
    String since =
        last(facts.writes())
            .map(write -> ", after the last invalidation at " + clock(write.at()))
            .orElse("; no write of it in the last " + length(facts.span().toMillis()));
    return "was loaded at %s or a moment later (%s)%s"
        .formatted(clock(value.watermark()), load, since);
  }

  private static String life(KeyFacts.Redis redis, StoredValue value) {
    long fresh = value.softExpiresAt() - redis.now();
    String refresh = redis.leased() ? ", and is being loaded anew now" : "";
    if (fresh > 0) {
      return "fresh for " + length(fresh) + " more" + refresh + ".";
    }
    String kept = redis.keptMillis() < 0 ? "" : " for " + length(redis.keptMillis()) + " more";
    return "expired "
        + length(-fresh)
        + " ago and served stale"
        + kept
        + (redis.leased() ? refresh : ", until a read refreshes it")
        + ".";
  }

  private static String name(Written write) {
    return "write " + write.id() + (write.source().isEmpty() ? "" : " (" + write.source() + ")");
  }

  private static Optional<Voiding> newest(List<Voiding> voidings) {
    return voidings.stream().max(Comparator.comparingLong(Voiding::at));
  }

  private static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }
}
