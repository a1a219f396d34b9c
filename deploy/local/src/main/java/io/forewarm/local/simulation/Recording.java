package io.forewarm.local.simulation;

import io.forewarm.local.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Traces in memory, so that they can be run through more than once: keys and users are numbers. */
final class Recording {
  private static final long UNKNOWN_BYTES = 1024;
  private static final int SPARE = 4096;

  /** The number of a key that has none. */
  static final int UNHEARD_OF = -1;

  private final List<String> keys = new ArrayList<>();
  private final List<String> users = new ArrayList<>();
  private long[] times = new long[1024];
  private int[] keyOf = new int[1024];
  private int[] userOf = new int[1024];
  private long[] sizes = new long[1024];
  private boolean[] writes = new boolean[1024];
  private long[] usual = {};
  private Map<String, Integer> numbers = new HashMap<>();
  private int distinct;
  private int unheardOf;
  private int count;
  private int reads;
  private boolean sized;

  /** Takes accesses in the order of time, all of them with one. */
  static Recording of(Iterator<TraceEvent> events) {
    Recording recording = new Recording();
    Map<String, Integer> userNumbers = new HashMap<>();
    while (events.hasNext()) {
      TraceEvent event = events.next();
      int key = number(recording.numbers, recording.keys, event.key());
      String user = event.user();
      recording.add(event, key, user == null ? -1 : number(userNumbers, recording.users, user));
    }
    recording.distinct = recording.keys.size();
    recording.sizeTheUnknown();
    return recording;
  }

  private static int number(Map<String, Integer> numbers, List<String> names, String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      number = names.size();
      numbers.put(name, number);
      names.add(name);
    }
    return number;
  }

  private void add(TraceEvent event, int key, int user) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      keyOf = Arrays.copyOf(keyOf, 2 * count);
      userOf = Arrays.copyOf(userOf, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
      writes = Arrays.copyOf(writes, 2 * count);
    }
    times[count] = event.atMillis();
    keyOf[count] = key;
    userOf[count] = user;
    sizes[count] = event.sizeBytes();
    writes[count] = event.write();
    reads += event.write() ? 0 : 1;
    sized |= event.sizeBytes() >= 0;
    count++;
  }

  /** An access without a size has the last known one of its key, or else the next. */
  private void sizeTheUnknown() {
    long[] known = new long[keys.size()];
    Arrays.fill(known, UNKNOWN_BYTES);
    for (int i = count - 1; i >= 0; i--) {
      known[keyOf[i]] = sizes[i] >= 0 ? sizes[i] : known[keyOf[i]];
    }
    for (int i = 0; i < count; i++) {
      known[keyOf[i]] = sizes[i] >= 0 ? sizes[i] : known[keyOf[i]];
      sizes[i] = known[keyOf[i]];
    }
    usual = known;
  }

  /** Number of accesses. */
  int size() {
    return count;
  }

  /** Number of them that read. */
  int reads() {
    return reads;
  }

  /** Whether the trace says of any access that it writes. */
  boolean saysWrites() {
    return reads < count;
  }

  /** Whether the trace says of any access who wants it. */
  boolean saysUsers() {
    return !users.isEmpty();
  }

  /** Whether the trace says the size of any value. */
  boolean saysSizes() {
    return sized;
  }

  int distinctKeys() {
    return distinct;
  }

  /** Numbers that keys can have: more than there are, for keys that the traffic never had. */
  int numbers() {
    return distinct + SPARE;
  }

  /** Returns the number of a key; {@link #UNHEARD_OF} if it has none. */
  int find(String key) {
    return numbers.getOrDefault(key, UNHEARD_OF);
  }

  /** Numbers a key that has none, maybe with the number of another that the traffic never had. */
  int number(String key) {
    int number = distinct + unheardOf++ % SPARE;
    if (number < keys.size()) {
      numbers.remove(keys.set(number, key));
    } else {
      keys.add(key);
    }
    numbers.put(key, number);
    return number;
  }

  /** When an access was, milliseconds. */
  long at(int access) {
    return times[access];
  }

  int key(int access) {
    return keyOf[access];
  }

  boolean write(int access) {
    return writes[access];
  }

  /** Size of its value, bytes; 1 KiB where the trace never says. */
  long bytes(int access) {
    return sizes[access];
  }

  /** Size of a key's value at the last access, bytes. */
  long usualBytes(int key) {
    return key < distinct ? usual[key] : UNKNOWN_BYTES;
  }

  /** About how many entries a capacity holds, 1 or more. */
  long entries(Capacity capacity) {
    long limit = capacity.limit(distinct);
    double mean = capacity.bytes() ? Arrays.stream(usual).average().orElse(1) : 1;
    return Math.max(1, Math.round(limit / Math.max(1, mean)));
  }

  @Nullable String user(int access) {
    return userOf[access] < 0 ? null : users.get(userOf[access]);
  }

  String name(int key) {
    return keys.get(key);
  }
}
