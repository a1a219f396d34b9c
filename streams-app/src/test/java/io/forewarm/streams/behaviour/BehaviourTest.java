package io.forewarm.streams.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is learnt of planted habits. */
class BehaviourTest {
  private static final long MINUTE = 60_000;
  private static final BehaviourConfig CONFIG =
      new BehaviourConfig(Duration.ofMinutes(5), Duration.ofMinutes(30), 1_000, 500);

  private final Behaviour behaviour = new Behaviour(CONFIG, new MemorySeasons());
  private long now = 1_800_000_000_000L;

  /** A user looks at a page, then at its picture, then in nine of ten cases at its comments. */
  private void browse(String user, int page, Random random) {
    visit(user, "site:page:" + page);
    now += 1_000;
    visit(user, "site:picture:" + page);
    now += 2_000;
    if (random.nextInt(10) < 9) {
      visit(user, "site:comments:" + page);
    }
    now += MINUTE;
  }

  private void visit(String user, String key) {
    behaviour.expected(user, key, now);
    behaviour.visit(user, key, now);
    behaviour.following(user, key, now, other -> false);
  }

  private void learn(int times) {
    Random random = new Random(7);
    for (int i = 0; i < times; i++) {
      browse("user" + random.nextInt(100), random.nextInt(20), random);
    }
  }

  @Test
  void expectsWhatCameBefore() {
    learn(2_000);
    behaviour.visit("ann", "site:page:3", now);
    List<Guess> next = behaviour.expected("ann", "site:picture:3", now + 1_000);
    assertThat(next).first().extracting(Guess::key).isEqualTo("site:picture:3");
    assertThat(next.get(0).probability()).isGreaterThan(0.8);
    assertThat(next.stream().mapToDouble(Guess::probability).sum()).isLessThan(1.1);
  }

  @Test
  void saysHowProbableAReadWithinTheLifeIs() {
    learn(3_000);
    behaviour.visit("ann", "site:page:3", now);
    List<Forecast> forecasts = behaviour.following("ann", "site:page:3", now, key -> false);
    assertThat(forecasts).extracting(Forecast::key).contains("site:picture:3", "site:comments:3");
    for (Forecast forecast : forecasts) {
      assertThat(forecast.probability()).isBetween(0.0, 1.0);
      if (forecast.key().endsWith(":3")) {
        assertThat(forecast.probability()).as(forecast.key()).isGreaterThan(0.75);
      }
    }
  }

  @Test
  void doesNotJudgeWhatIsHeldNorWhatTheUserHasRead() {
    learn(500);
    behaviour.visit("ann", "site:picture:3", now);
    now += 1_000;
    behaviour.visit("ann", "site:page:3", now);
    assertThat(behaviour.following("ann", "site:page:3", now, key -> key.contains("comments")))
        .extracting(Forecast::key)
        .doesNotContain("site:picture:3", "site:comments:3");
  }

  @Test
  void tellsAKeyThatIsReadAllTheTimeFromOneThatWasReadOnce() {
    for (int minute = 0; minute < 600; minute++) {
      behaviour.read("site:often", now);
      behaviour.read("site:once" + minute, now);
      behaviour.ending("site:often", now + 5 * MINUTE);
      behaviour.ending("site:once" + minute, now + 5 * MINUTE);
      now += MINUTE;
    }
    assertThat(behaviour.ending("site:often", now).probability()).isGreaterThan(0.9);
    assertThat(behaviour.ending("site:once599", now).probability()).isLessThan(0.1);
  }

  @Test
  void aNewSessionBeginsWithoutExpectation() {
    behaviour.visit("ann", "site:page:1", now);
    assertThat(behaviour.expected("ann", "site:page:2", now + 31 * MINUTE)).isEmpty();
    behaviour.visit("ann", "site:page:2", now + 31 * MINUTE);
    assertThat(behaviour.expected("ann", "site:page:2", now + 32 * MINUTE)).as("again").isEmpty();
  }

  @Test
  void theSameVisitsTeachTheSame() {
    List<List<Guess>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Behaviour other = new Behaviour(CONFIG, new MemorySeasons());
      Random random = new Random(11);
      long at = 0;
      for (int i = 0; i < 3_000; i++) {
        at += 500;
        String user = "user" + random.nextInt(30);
        String key = "site:" + random.nextInt(2_000);
        other.expected(user, key, at);
        other.visit(user, key, at);
      }
      runs.add(other.expected("user3", "site:0", at));
    }
    assertThat(runs.get(0)).isNotEmpty().isEqualTo(runs.get(1));
  }
}
