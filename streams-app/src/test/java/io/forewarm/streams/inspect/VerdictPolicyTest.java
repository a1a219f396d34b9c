package io.forewarm.streams.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.streams.inspect.StoredValue.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each way in which a value may have come to be as it is, in the words that people read. */
class VerdictPolicyTest {
  private static final long NONE = KeyFacts.NONE;
  private static final long NOON = 43_200_000;
  private static final Duration SPAN = Duration.ofMinutes(10);
  private static final Written ONE = written("w1", NOON + 1_000);
  private static final Written TWO = written("w2", NOON + 2_000);

  private static Written written(String id, long at) {
    return new Written(id, id, at, 0, at, null, "shop");
  }

  private static StoredValue value(long watermark, String writeId) {
    return new StoredValue(
        State.VALUE, null, NOON + 20_000, watermark, writeId, 23_000, 100, List.of());
  }

  private static StoredValue tombstone(String writeId) {
    return new StoredValue(State.TOMBSTONE, null, 0, 0, writeId, 0, 56, List.of());
  }

  /** Facts at eight seconds past noon. */
  private static final class Case {
    private StoredValue value;
    private long now = NOON + 8_000;
    private long kept = 60_000;
    private long lease = NONE;
    private String failure;
    private List<Written> writes = List.of();
    private List<Voiding> voidings = List.of();
    private List<LoadSeen> loads = List.of();
    private long applied = NOON + 7_900;

    static Case of(StoredValue value, Written... writes) {
      Case one = new Case();
      one.value = value;
      one.writes = List.of(writes);
      return one;
    }

    String verdict() {
      return VerdictPolicy.judge(
          new KeyFacts(
              new KeyFacts.Redis(now, value, kept, lease, failure),
              writes,
              voidings,
              loads,
              applied,
              SPAN));
    }
  }

  @Test
  void loadedAfterTheLastInvalidation() {
    assertThat(Case.of(value(NOON + 3_000, "w2"), ONE, TWO).verdict())
        .isEqualTo(
            "It was loaded at 12:00:03.000 or a moment later (load of 23 ms), after the last"
                + " invalidation at 12:00:02.000; fresh for 12 s more.");
  }

  @Test
  void loadedAndNeverWritten() {
    assertThat(Case.of(value(NOON + 3_000, "")).verdict())
        .isEqualTo(
            "It was loaded at 12:00:03.000 or a moment later (load of 23 ms); no write of it in the"
                + " last 10 m; fresh for 12 s more.");
  }

  @Test
  void loadedWithoutTheLog() {
    assertThat(Case.of(value(0, "")).verdict())
        .isEqualTo(
            "It was loaded by a client without the log, so that it is not known when (load of 23"
                + " ms); fresh for 12 s more.");
  }

  @Test
  void storedByTheWriteItself() {
    assertThat(Case.of(value(NOON + 1_900, "w2"), ONE, TWO).verdict())
        .isEqualTo(
            "It was stored by write w2 (shop) of 12:00:02.000, or loaded right after it (load of 23"
                + " ms); fresh for 12 s more.");
  }

  @Test
  void absent() {
    StoredValue absent =
        new StoredValue(State.ABSENT, null, NOON + 9_500, NOON + 3_000, "w2", 400, 56, List.of());
    assertThat(Case.of(absent, TWO).verdict())
        .isEqualTo(
            "The origin had no value when it was loaded at 12:00:03.000 or a moment later (load of"
                + " below 1 ms), after the last invalidation at 12:00:02.000; fresh for 1.5 s"
                + " more.");
  }

  @Test
  void expiredAndNobodyRefreshes() {
    Case expired = Case.of(value(NOON + 3_000, "w2"), TWO);
    expired.now = NOON + 21_000;
    assertThat(expired.verdict())
        .endsWith("expired 1 s ago and served stale for 1 m more, until a read refreshes it.");
  }

  @Test
  void expiredAndBeingRefreshed() {
    Case expired = Case.of(value(NOON + 3_000, "w2"), TWO);
    expired.now = NOON + 21_000;
    expired.lease = 4_200;
    assertThat(expired.verdict())
        .endsWith("expired 1 s ago and served stale for 1 m more, and is being loaded anew now.");
  }

  @Test
  void freshAndBeingRefreshedForEverKept() {
    Case leased = Case.of(value(NOON + 3_000, "w2"), TWO);
    leased.lease = 4_200;
    leased.kept = -1;
    assertThat(leased.verdict()).endsWith("fresh for 12 s more, and is being loaded anew now.");
    leased.now = NOON + 21_000;
    leased.lease = NONE;
    assertThat(leased.verdict()).endsWith("served stale, until a read refreshes it.");
  }

  @Test
  void staleByItsTag() {
    Case tagged = Case.of(value(NOON + 3_000, "w2"), TWO);
    tagged.voidings =
        List.of(new Voiding("tag:user:42", NOON + 5_000), new Voiding("prefix:p:", NOON + 4_000));
    assertThat(tagged.verdict())
        .isEqualTo(
            "Stale: its tag user:42 was invalidated at 12:00:05.000, after its load began at"
                + " 12:00:03.000; who reads it loads it anew.");
  }

  @Test
  void notStaleByWhatWasInvalidatedBeforeItsLoad() {
    Case tagged = Case.of(value(NOON + 3_000, "w2"), TWO);
    tagged.voidings = List.of(new Voiding("tag:user:42", NOON + 3_000));
    assertThat(tagged.verdict()).startsWith("It was loaded");
  }

  @Test
  void staleByItsRegionWithoutTheLog() {
    Case floored = Case.of(value(0, ""));
    floored.voidings = List.of(new Voiding("region:*", NOON + 5_000));
    assertThat(floored.verdict())
        .isEqualTo(
            "Stale: its region, as all of them, was invalidated at 12:00:05.000, and nothing proves"
                + " that its load began later; who reads it loads it anew.");
  }

  @Test
  void notYetVoid() {
    Case behind = Case.of(value(NOON + 1_500, "w1"), ONE, TWO);
    behind.applied = NOON + 1_800;
    assertThat(behind.verdict())
        .isEqualTo(
            "Not yet void: write w2 (shop) of 12:00:02.000 waits for the invalidation worker, which"
                + " has come to 12:00:01.800.");
    behind.applied = 0;
    assertThat(behind.verdict()).endsWith("worker, of which nothing was heard.");
  }

  @Test
  void inconsistent() {
    assertThat(Case.of(value(NOON + 1_500, "w1"), ONE, TWO).verdict())
        .isEqualTo(
            "Inconsistent: write w2 (shop) of 12:00:02.000 has taken effect, yet the value is from"
                + " before it; invalidate the key and keep this timeline.");
  }

  @Test
  void unclear() {
    assertThat(Case.of(value(NOON + 1_500, ""), TWO).verdict())
        .isEqualTo(
            "Unclear: nothing in the value says whether it was loaded before or after write w2"
                + " (shop) of 12:00:02.000, which has taken effect.");
  }

  @Test
  void voidAndNobodyLoads() {
    assertThat(Case.of(tombstone("w2"), ONE, TWO).verdict())
        .isEqualTo("Void since 12:00:02.000 by write w2 (shop); nobody has loaded it since.");
  }

  @Test
  void voidAndBeingLoaded() {
    Case leased = Case.of(tombstone("w2"), ONE, TWO);
    leased.lease = 4_200;
    assertThat(leased.verdict())
        .endsWith("by write w2 (shop); somebody is loading it now (lease for 4.2 s more).");
  }

  @Test
  void voidByAWriteThatTheLogDoesNotHave() {
    assertThat(Case.of(tombstone("w3"), ONE).verdict())
        .startsWith("Void by write w3, whose event is not in the log of the last 10 m");
  }

  @Test
  void nothingStored() {
    assertThat(Case.of(null).verdict())
        .isEqualTo(
            "Nothing is stored: the log of the last 10 m has neither a write nor a load of it. It"
                + " was never cached, or it expired or was evicted before.");
    assertThat(Case.of(null, ONE, TWO).verdict())
        .isEqualTo(
            "Nothing is stored: void since 12:00:02.000 by write w2 (shop); nobody has reported a"
                + " load since.");
  }

  @Test
  void nothingStoredButLoadedOnce() {
    Case gone = Case.of(null, TWO);
    gone.loads = List.of(new LoadSeen(NOON + 3_000, "feed", 1));
    assertThat(gone.verdict())
        .isEqualTo(
            "Nothing is stored: it was loaded last shortly before 12:00:03.000, as feed reported,"
                + " and has expired or was evicted since.");
  }

  @Test
  void nothingStoredSinceItsTagWasInvalidated() {
    Case gone = Case.of(null, TWO);
    gone.voidings = List.of(new Voiding("prefix:posts:", NOON + 4_000));
    assertThat(gone.verdict())
        .isEqualTo(
            "Nothing is stored: its prefix posts: was invalidated at 12:00:04.000; nobody has"
                + " reported a load since.");
  }

  @Test
  void nothingStoredAndBeingLoaded() {
    Case leased = Case.of(null, TWO);
    leased.lease = 250;
    assertThat(leased.verdict())
        .isEqualTo("Nothing is stored: somebody is loading it now (lease for 250 ms more).");
  }

  @Test
  void withoutRedis() {
    Case away = Case.of(null, TWO);
    away.failure = "no answer within 5000 ms";
    assertThat(away.verdict())
        .isEqualTo(
            "Redis does not answer (no answer within 5000 ms), so only the log tells: void since"
                + " 12:00:02.000 by write w2 (shop); nobody has reported a load since.");
  }
}
