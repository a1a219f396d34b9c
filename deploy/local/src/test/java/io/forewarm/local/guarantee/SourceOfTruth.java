package io.forewarm.local.guarantee;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The origin of all services: counts the writes of each key, and knows which nobody was told of.
 */
final class SourceOfTruth implements Truth {
  private final List<? extends Guarantee> guarantees;
  private final Map<String, AtomicLong> versions = new ConcurrentHashMap<>();
  private final Map<String, OpenWrite> open = new ConcurrentHashMap<>();
  private final AtomicLong reads = new AtomicLong();
  private final Set<String> idle = ConcurrentHashMap.newKeySet();
  private volatile boolean writing = true;

  /** A write of which the caches have not been told yet, or not surely. */
  record OpenWrite(String writer, String key, long version, UUID id) {}

  SourceOfTruth(List<? extends Guarantee> guarantees) {
    this.guarantees = guarantees;
  }

  @Override
  public long read(String key) {
    return version(key).get();
  }

  private AtomicLong version(String key) {
    return versions.computeIfAbsent(key, first -> new AtomicLong());
  }

  @Override
  public long write(String writer, String key, String id) {
    long version = version(key).incrementAndGet();
    UUID name = id.isEmpty() ? UUID.randomUUID() : UUID.fromString(id);
    open.put(place(key, version), new OpenWrite(writer, key, version, name));
    see(new Sight.Written(key, version, id));
    return version;
  }

  private static String place(String key, long version) {
    return key + '@' + version;
  }

  @Override
  public boolean writing(String writer) {
    if (!writing) {
      idle.add(writer);
    }
    return writing;
  }

  void stopWriting() {
    writing = false;
  }

  @Override
  public void see(Sight sight) {
    if (sight instanceof Sight.Told told) {
      open.remove(place(told.key(), told.version()));
    } else if (sight instanceof Sight.Read) {
      reads.incrementAndGet();
    }
    guarantees.forEach(guarantee -> guarantee.see(sight));
  }

  /** Whether all of these have stopped writing, and the caches were told of every write. */
  boolean quiet(Collection<String> writers) {
    return idle.containsAll(writers) && open.isEmpty();
  }

  /** Writes that are still open. */
  Collection<OpenWrite> open() {
    return List.copyOf(open.values());
  }

  /** The last version of each key. */
  Map<String, Long> last() {
    return versions.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().get()));
  }

  /** How many reads were answered. */
  long reads() {
    return reads.get();
  }
}
