package io.forewarm.streams.inspect;

import io.forewarm.schemas.AccessReport;
import io.forewarm.schemas.CacheKey;
import io.forewarm.schemas.CommandOutcome;
import io.forewarm.schemas.CommandResult;
import io.forewarm.schemas.HotKey;
import io.forewarm.schemas.InvalidationBatch;
import io.forewarm.schemas.KeyAccess;
import io.forewarm.schemas.MaintenanceCommand;
import io.forewarm.schemas.Prediction;
import io.forewarm.schemas.TagInvalidation;
import io.forewarm.schemas.Visit;
import io.forewarm.schemas.VisitReport;
import io.forewarm.schemas.WriteEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What concerns one key among the records that it is shown: in words, and as facts. */
final class Timeline {
  private static final String REGION = "region:";
  private static final String PREFIX = "prefix:";
  private static final String TAG = "tag:";

  /**
   * Where a record is.
   *
   * @param topic name without the prefix
   * @param at append time, milliseconds since 1970
   */
  record Place(String topic, int partition, long offset, long at) {}

  private final String key;
  private final long hash;
  private final Map<Long, Tagging> tags = new HashMap<>();
  private final List<TimelineEvent> events = new ArrayList<>();
  private final List<Written> writes = new ArrayList<>();
  private final List<Voiding> voidings = new ArrayList<>();
  private final List<LoadSeen> loads = new ArrayList<>();
  private long appliedUpTo;

  /** The last invalidation of a tag, of which it is not known yet whether the key has it. */
  private record Tagging(Place place, String tag, Voiding voiding) {}

  /** Begins an empty timeline. */
  Timeline(String key) {
    this.key = key;
    this.hash = CacheKey.hash(key);
  }

  /** Looks at a record; its value is null for a tombstone. */
  void take(Place place, String recordKey, @Nullable SpecificRecord value) {
    if (value instanceof AccessReport report) {
      report.getKeys().stream()
          .filter(access -> access.getKey().equals(key))
          .forEach(access -> access(place, report, access));
    } else if (value instanceof VisitReport report) {
      visits(place, report);
    } else if (value instanceof WriteEvent event && event.getKeys().contains(key)) {
      writes.add(Written.of(event, place.at(), place.partition(), place.offset()));
      add(place, RecordWords.write(event));
    } else if (value instanceof InvalidationBatch batch) {
      invalidation(place, batch);
    } else if (value instanceof TagInvalidation voided) {
      range(place, new Voiding(recordKey, voided.getAt()));
    } else if (recordKey.equals(key)) {
      ofTheKey(place, value);
    }
  }

  private void access(Place place, AccessReport report, KeyAccess access) {
    long loaded = access.getLoads() - access.getLoadFailures();
    if (loaded > 0) {
      loads.add(new LoadSeen(place.at(), report.getService(), loaded));
    }
    add(place, RecordWords.access(report.getService(), report.getClient(), access));
  }

  private void visits(Place place, VisitReport report) {
    long began = place.at() - report.getIntervalMs();
    for (Visit visit : report.getVisits()) {
      if (visit.getKey().equals(key)) {
        Place moment =
            new Place(
                place.topic(), place.partition(), place.offset(), began + visit.getOffsetMs());
        add(moment, RecordWords.visit(report.getService(), visit.getUser()));
      }
    }
  }

  private void invalidation(Place place, InvalidationBatch batch) {
    if (place.partition() == batch.getPartition()) {
      appliedUpTo = Math.max(appliedUpTo, batch.getUpTo());
    }
    if (batch.getHashes().contains(hash)) {
      add(place, RecordWords.invalidation(batch));
    }
  }

  private void range(Place place, Voiding voiding) {
    String name = voiding.name();
    if (name.startsWith(TAG)) {
      String tag = name.substring(TAG.length());
      tags.put(CacheKey.hash(tag), new Tagging(place, tag, voiding));
    } else if (covers(name)) {
      voided(place, voiding);
    }
  }

  private boolean covers(String name) {
    if (name.startsWith(REGION)) {
      String region = name.substring(REGION.length());
      return region.equals("*") || region.equals(CacheKey.region(key));
    }
    return name.startsWith(PREFIX) && key.startsWith(name.substring(PREFIX.length()));
  }

  private void voided(Place place, Voiding voiding) {
    voidings.add(voiding);
    add(place, RecordWords.voiding(voiding));
  }

  private void ofTheKey(Place place, @Nullable SpecificRecord value) {
    if (value instanceof HotKey || (value == null && place.topic().equals("hot-keys"))) {
      add(place, RecordWords.hotKey((HotKey) value));
    } else if (value instanceof MaintenanceCommand command) {
      add(place, RecordWords.command(command));
    } else if (value instanceof CommandOutcome outcome) {
      if (outcome.getResult() == CommandResult.DONE) {
        loads.add(new LoadSeen(place.at(), outcome.getWorker(), 1));
      }
      add(place, RecordWords.outcome(outcome));
    } else if (value instanceof Prediction prediction) {
      add(place, RecordWords.prediction(prediction));
    }
  }

  private void add(Place place, String text) {
    events.add(
        new TimelineEvent(place.at(), place.topic(), place.partition(), place.offset(), text));
  }

  /** Adds what Redis says now. */
  void redis(long now, String text) {
    events.add(new TimelineEvent(now, "redis", null, null, text));
  }

  /** Notes a record that says nothing, unless it is of another key for sure. */
  void unreadable(Place place, String recordKey) {
    if (recordKey.equals(key) || !place.topic().equals("hot-keys")) {
      add(place, "a record that cannot be read");
    }
  }

  /**
   * Says which tags the value has: only now it is known which invalidations concern it.
   *
   * @param ids hashes of their names
   * @return the tags by name, by the hash alone where it was never invalidated
   */
  List<String> tagged(List<Long> ids) {
    List<String> names = new ArrayList<>();
    for (long id : ids) {
      Tagging known = tags.get(id);
      if (known == null) {
        names.add("#" + Long.toHexString(id));
      } else {
        voided(known.place(), known.voiding());
        names.add(known.tag());
      }
    }
    return names;
  }

  /** What happened, oldest first; what Redis says comes last. */
  List<TimelineEvent> events() {
    return events.stream()
        .sorted(
            Comparator.comparing((TimelineEvent event) -> event.partition() == null)
                .thenComparingLong(TimelineEvent::at))
        .toList();
  }

  /** What is known. */
  KeyFacts facts(KeyFacts.Redis redis, Duration span) {
    writes.sort(Comparator.comparingLong(Written::at).thenComparingLong(Written::offset));
    loads.sort(Comparator.comparingLong(LoadSeen::at));
    return new KeyFacts(redis, writes, voidings, loads, appliedUpTo, span);
  }
}
