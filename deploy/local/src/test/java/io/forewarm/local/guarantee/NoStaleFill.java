package io.forewarm.local.guarantee;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a write has made void is not put back: once Redis has had a value of a write, or knows the
 * write by its id, no older value is stored any more. A Redis that loses everything does not excuse
 * one.
 */
public final class NoStaleFill implements Guarantee {
  private final Map<String, Long> written = new ConcurrentHashMap<>();
  private final Queue<Sight.Stored> looks = new ConcurrentLinkedQueue<>();

  @Override
  public void see(Sight sight) {
    if (sight instanceof Sight.Written write && !write.id().isEmpty()) {
      written.put(write.id(), write.version());
    } else if (sight instanceof Sight.Stored look) {
      looks.add(look);
    }
  }

  /** How many values were seen in Redis. */
  public long values() {
    return looks.stream().filter(look -> look.version() != Sight.Stored.NO_VALUE).count();
  }

  @Override
  public List<String> violations() {
    List<String> violations = new ArrayList<>();
    Map<String, Long> newest = new HashMap<>();
    for (Sight.Stored look : looks) {
      long known =
          Math.max(newest.getOrDefault(look.key(), 0L), written.getOrDefault(look.writeId(), 0L));
      if (look.version() != Sight.Stored.NO_VALUE && look.version() < known) {
        violations.add(
            "Redis holds %s of version %d, though it has known of version %d (write id %s)"
                .formatted(look.key(), look.version(), known, look.writeId()));
      }
      newest.put(look.key(), Math.max(known, look.version()));
    }
    return violations;
  }
}
