package io.forewarm.streams.hotkeys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a key that has enough heat to become hot: its name and who reads it. */
final class KeyProfile {
  private static final long OBJECT_BYTES = 48;

  private final int id;
  private final String name;
  private final String region;
  private final @Nullable SourceCounts services;
  private final @Nullable SourceCounts instances;
  private int place;
  private @Nullable HotKeyRules rules;
  private @Nullable HotCriterion criterion;

  /**
   * Takes a key.
   *
   * @param id of the key; below 0 if nothing is counted of it any more
   * @param place in the list of its table
   * @param sources services, and instances, to be known at most
   */
  KeyProfile(int id, String name, String region, int place, int sources) {
    this.id = id;
    this.name = name;
    this.region = region;
    this.place = place;
    this.services = sources == 0 ? null : new SourceCounts(sources);
    this.instances = sources == 0 ? null : new SourceCounts(sources);
  }

  int id() {
    return id;
  }

  String name() {
    return name;
  }

  String region() {
    return region;
  }

  int place() {
    return place;
  }

  void moveTo(int other) {
    place = other;
  }

  /** Notes who read it. */
  void note(String service, String instance, long reads) {
    if (services != null && instances != null) {
      services.add(service, reads);
      instances.add(instance, reads);
    }
  }

  /** Returns the services that read it, most reads first. */
  List<String> services() {
    return services == null ? List.of() : services.names();
  }

  /** Returns the clients that read it, most reads first. */
  List<String> instances() {
    return instances == null ? List.of() : instances.names();
  }

  /** Halves what it knows of readers, so that those who left are forgotten. */
  void age() {
    if (services != null && instances != null) {
      services.age();
      instances.age();
    }
  }

  /** Returns how it is judged under these rules. */
  HotCriterion criterion(HotKeyRules now) {
    HotCriterion known = criterion;
    if (known == null || rules != now) {
      known = now.criterion(name);
      criterion = known;
      rules = now;
    }
    return known;
  }

  /** Bytes of memory; its region's name and its sources' are also another's. */
  long bytes() {
    return OBJECT_BYTES
        + Footprint.text(name)
        + (services == null ? 0 : services.bytes())
        + (instances == null ? 0 : instances.bytes());
  }
}
