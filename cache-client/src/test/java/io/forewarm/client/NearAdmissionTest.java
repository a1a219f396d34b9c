package io.forewarm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.schemas.CacheKey;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NearAdmissionTest {
  private static final String KEY = "things:a";
  private static final long HASH = CacheKey.hash(KEY);

  private final NearAdmission admission = new NearAdmission();

  @Example
  void theBoundsOfWhatIsKeptLeaveRoomBetween() {
    assertThat(NearWorth.judge(true, 0, 3)).as("too few writes to tell").isTrue();
    assertThat(NearWorth.judge(false, 0, 3)).isTrue();
    assertThat(NearWorth.judge(true, 5, 10)).isTrue();
    assertThat(NearWorth.judge(true, 4, 10)).isFalse();
    assertThat(NearWorth.judge(false, 10, 10)).isFalse();
    assertThat(NearWorth.judge(false, 11, 10)).isTrue();
  }

  @Example
  void aColdKeyIsNotKeptAndAHotOrSuspectOneIs() {
    assertThat(admission.read(KEY, HASH)).isFalse();
    admission.hot(KEY);
    assertThat(admission.read(KEY, HASH)).isTrue();
    admission.cooled(KEY);
    assertThat(admission.read(KEY, HASH)).isFalse();
    boolean kept = false;
    for (int i = 0; i < 10; i++) {
      kept = admission.read("things:b", CacheKey.hash("things:b"));
    }
    assertThat(kept).as("ten reads in a span").isTrue();
  }

  /** Reads and writes at random, at rates that differ by more than the room between the bounds. */
  @Property(tries = 200)
  void whatIsWrittenMoreOftenThanReadIsNotKept(
      @ForAll @IntRange(min = 20, max = 200) int writesASecond, @ForAll long seed) {
    assertThat(keptShare(writesASecond / 4, writesASecond, seed)).isLessThan(0.25);
    assertThat(keptShare(writesASecond * 4, writesASecond, seed)).isGreaterThan(0.75);
  }

  /** Share of the reads after which the key was kept, over 20 s. */
  private static double keptShare(int readsASecond, int writesASecond, long seed) {
    NearAdmission admission = new NearAdmission();
    admission.hot(KEY);
    Random random = new Random(seed);
    int all = readsASecond + writesASecond;
    boolean near = false;
    int reads = 0;
    int kept = 0;
    for (int i = 0; i < 20 * all; i++) {
      if (random.nextInt(all) < writesASecond) {
        admission.written(HASH);
        near = false;
      } else {
        near = near || admission.read(KEY, HASH);
        reads++;
        kept += near ? 1 : 0;
      }
      if (i % (all / 10 + 1) == 0) {
        admission.tick();
      }
    }
    return (double) kept / reads;
  }

  @Example
  void oldTrafficFades() {
    admission.hot(KEY);
    admission.read(KEY, HASH);
    for (int i = 0; i < 100; i++) {
      admission.written(HASH);
    }
    assertThat(admission.read(KEY, HASH)).isFalse();
    assertThat(admission.declined()).isEqualTo(1);
    for (int spans = 0; spans < 100; spans++) {
      admission.tick();
    }
    assertThat(admission.read(KEY, HASH)).isTrue();
  }
}
