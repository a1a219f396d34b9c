package io.forewarm.client.redis;

import io.forewarm.client.redis.Envelope.State;
import io.forewarm.client.redis.ValueStore.Replaced;
import java.util.HashSet;
import java.util.Set;

/** What the scripts should do to one key, in plain Java and without time. */
final class LeaseModel {
  /** What is stored. */
  record Entry(State state, long version, WriteId id, boolean fresh) {
    boolean answers() {
      return state != State.TOMBSTONE;
    }
  }

  /** What acquire answers. */
  enum Answer {
    PRESENT,
    GRANTED,
    WAIT
  }

  Entry entry;
  private long holder;
  private boolean writing;

  /** Tokens whose loads began before a write. */
  private final Set<Long> outdated = new HashSet<>();

  private final Set<Long> granted = new HashSet<>();

  Answer acquire(long token) {
    if (entry != null && entry.answers() && entry.fresh()) {
      return Answer.PRESENT;
    }
    if (holder != 0 && holder != token) {
      return Answer.WAIT;
    }
    grant(token);
    return Answer.GRANTED;
  }

  void seize(long token) {
    written();
    grant(token);
    writing = true;
  }

  Answer seizeInTurn(long token) {
    if (writing && holder != 0 && holder != token) {
      return Answer.WAIT;
    }
    seize(token);
    return Answer.GRANTED;
  }

  private void grant(long token) {
    writing = writing && holder == token;
    holder = token;
    granted.add(token);
    outdated.remove(token);
  }

  boolean holds(long token) {
    return holder == token;
  }

  /** Whether a write has happened since this token was granted its lease. */
  boolean isOutdated(long token) {
    return outdated.contains(token);
  }

  boolean release(long token) {
    boolean mine = holds(token);
    if (mine) {
      holder = 0;
    }
    return mine;
  }

  boolean fill(long token, Entry value) {
    boolean mine = release(token);
    if (mine) {
      entry = value;
    }
    return mine;
  }

  boolean invalidate(WriteId id, Long version) {
    if (entry != null) {
      boolean same = !id.equals(WriteId.NONE) && id.equals(entry.id());
      if (same || (version != null && entry.version() >= version)) {
        return false;
      }
    }
    written();
    entry = new Entry(State.TOMBSTONE, version == null ? Envelope.UNVERSIONED : version, id, false);
    return true;
  }

  Replaced replace(Entry value) {
    if (entry != null && entry.version() >= value.version()) {
      return Replaced.KEPT;
    }
    written();
    if (entry != null && entry.answers() && entry.version() != Envelope.UNVERSIONED) {
      entry = value;
      return Replaced.STORED;
    }
    entry = new Entry(State.TOMBSTONE, value.version(), value.id(), false);
    return Replaced.INVALIDATED;
  }

  private void written() {
    holder = 0;
    outdated.addAll(granted);
  }

  void deleteValue() {
    entry = null;
  }

  void deleteLease() {
    holder = 0;
  }
}
