package io.forewarm.client.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What is said of an origin, ten times a second. */
class OriginHealthTest {
  private final LoadStream stream = new LoadStream();
  private final Random random = new Random(7);

  private LongSupplier about(long millis) {
    return () -> (long) (millis * (0.7 + 0.6 * random.nextDouble()));
  }

  /** Nine loads of ten are cheap, the tenth takes a hundred times as long. */
  private LongSupplier mixed(long cheap) {
    return () -> random.nextInt(10) == 0 ? about(100 * cheap).getAsLong() : cheap;
  }

  private static Duration seconds(long number) {
    return Duration.ofSeconds(number);
  }

  /** The place of the first verdict that is trouble. */
  private static int firstTrouble(List<Verdict> verdicts) {
    for (int i = 0; i < verdicts.size(); i++) {
      if (verdicts.get(i).trouble()) {
        return i;
      }
    }
    throw new AssertionError("no trouble was seen: " + verdicts);
  }

  @Test
  void loadsThatAreTenTimesSlowerAreNoticedWithinASecondAndSoIsTheirEnd() {
    assertThat(stream.run(seconds(10), 50, about(20))).noneMatch(Verdict::trouble);

    List<Verdict> slow = stream.run(seconds(60), 50, about(200));

    int first = firstTrouble(slow);
    assertThat(first).isBetween(1, 10);
    assertThat(slow.subList(first, slow.size())).containsOnly(Verdict.SLOW);
    List<Verdict> after = stream.run(seconds(10), 50, about(20));
    assertThat(after.subList(15, after.size())).containsOnly(Verdict.WELL);
  }

  @Test
  void cheapAndExpensiveKeysAreNoTroubleInWhateverOrderTheyCome() {
    stream.run(seconds(10), 40, mixed(5));
    for (int round = 0; round < 5; round++) {
      assertThat(stream.run(seconds(5), 40, mixed(5))).noneMatch(Verdict::trouble);
      assertThat(stream.run(seconds(5), 40, about(500))).noneMatch(Verdict::trouble);
      assertThat(stream.run(seconds(5), 40, () -> 5)).noneMatch(Verdict::trouble);
    }
  }

  @Test
  void anOriginOfBothThatSlowsDownIsInTrouble() {
    stream.run(seconds(20), 40, mixed(5));
    assertThat(firstTrouble(stream.run(seconds(10), 40, mixed(50)))).isBetween(1, 12);
  }

  @Test
  void anOriginThatGetsFasterIsWell() {
    stream.run(seconds(20), 40, about(200));
    assertThat(stream.run(seconds(10), 40, about(20))).containsOnly(Verdict.WELL);
  }

  @Test
  void withoutHistoryNothingIsSaidOfTimes() {
    assertThat(stream.run(seconds(2), 10, about(2000))).containsOnly(Verdict.UNKNOWN);
    assertThat(stream.run(seconds(2), 10, about(20))).noneMatch(Verdict::trouble);
  }

  @Test
  void aPauseOfTheProcessIsNoTrouble() {
    stream.run(seconds(10), 200, about(20));
    for (int pause = 0; pause < 20; pause++) {
      stream.run(Duration.ofMillis(730), 200, about(20));
      stream.pause(Duration.ofMillis(300));
      assertThat(stream.run(seconds(2), 200, about(20))).noneMatch(Verdict::trouble);
    }
  }

  @Test
  void anOriginThatStandsStillIsInTroubleThoughNoLoadEnds() {
    stream.run(seconds(10), 50, about(20));
    List<Verdict> still = stream.run(seconds(5), 50, () -> 30_000);
    assertThat(firstTrouble(still)).isLessThanOrEqualTo(5);
    assertThat(still.get(still.size() - 1)).isEqualTo(Verdict.SLOW);
  }

  @Test
  void aQuarterOfFailuresIsTroubleATenthIsNot() {
    stream.run(seconds(10), 50, about(20));
    assertThat(stream.run(seconds(10), 50, about(20), 100)).noneMatch(Verdict::trouble);
    assertThat(stream.run(seconds(10), 50, about(20), 500)).contains(Verdict.FAILING);
  }

  @Test
  void failuresNeedNoHistory() {
    assertThat(stream.run(seconds(2), 50, about(20), 1000)).contains(Verdict.FAILING);
  }

  @Test
  void whoWaitsInLineIsTroubleOnceItLasts() {
    stream.run(seconds(10), 50, about(20));
    stream.crowded(true);
    List<Verdict> verdicts = stream.run(seconds(1), 50, about(20));
    assertThat(verdicts.get(0)).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdicts.subList(1, verdicts.size())).containsOnly(Verdict.CROWDED);
    stream.crowded(false);
    assertThat(stream.run(seconds(1), 50, about(20))).containsOnly(Verdict.WELL);
  }

  @Test
  void whenNothingIsLoadedNothingIsKnown() {
    stream.run(seconds(10), 50, about(20));
    firstTrouble(stream.run(seconds(3), 50, about(200)));
    List<Verdict> idle = stream.wait(seconds(5));
    assertThat(idle.get(idle.size() - 1)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void oneProbeThatIsAsUsualEndsTheTroubleAndASlowOneKeepsIt() {
    stream.run(seconds(10), 50, about(20));
    firstTrouble(stream.run(seconds(3), 50, about(200)));
    stream.wait(seconds(3));
    stream.run(Duration.ofMillis(100), 10, () -> 200);
    assertThat(stream.wait(seconds(1))).doesNotContain(Verdict.WELL);
    stream.wait(seconds(3));
    stream.run(Duration.ofMillis(100), 10, () -> 20);
    assertThat(stream.wait(Duration.ofMillis(500))).contains(Verdict.WELL);
  }

  @Test
  void fiveMinutesOfTroubleDoNotBecomeUsualAQuarterOfAnHourDoes() {
    stream.run(seconds(60), 100, about(20));
    List<Verdict> slow = stream.run(Duration.ofMinutes(5), 100, about(200));
    assertThat(slow.get(slow.size() - 1)).isEqualTo(Verdict.SLOW);
    List<Verdict> after = stream.run(Duration.ofMinutes(15), 100, about(200));
    assertThat(after.get(after.size() - 1)).isEqualTo(Verdict.WELL);
  }
}
