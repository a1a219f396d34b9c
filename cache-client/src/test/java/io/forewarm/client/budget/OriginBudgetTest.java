package io.forewarm.client.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.forewarm.client.events.ManualClock;
import io.forewarm.client.redis.StoreException;
import io.forewarm.client.redis.TokenAnswer;
import io.forewarm.client.redis.TokenRequest;
import io.forewarm.client.redis.TokenRequest.Report;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who may load ahead, who waits, and who is told what stands against it. */
class OriginBudgetTest {
  private static final TokenAnswer TROUBLE = new TokenAnswer(0, true, 0.5);
  private static final TokenAnswer EMPTY = new TokenAnswer(0, false, 1);

  private final ManualClock clock = new ManualClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<TokenRequest> asked = new ArrayList<>();
  private final List<CompletableFuture<TokenAnswer>> answers = new ArrayList<>();
  private final OriginBudgets budgets = new OriginBudgets(this::ask, clock, meters);
  private final OpenDoor door = new OpenDoor();
  private boolean wanted = true;

  OriginBudgetTest() {
    budgets.open("db", door);
  }

  private CompletableFuture<TokenAnswer> ask(TokenRequest request) {
    asked.add(request);
    CompletableFuture<TokenAnswer> answer = new CompletableFuture<>();
    answers.add(answer);
    return answer;
  }

  private CompletableFuture<Admission> admit() {
    return budgets.admit("db", door, () -> wanted);
  }

  private void answer(TokenAnswer answer) {
    answers.get(answers.size() - 1).complete(answer);
  }

  private static void assertRefused(CompletableFuture<Admission> admission, Refusal why) {
    assertThat(admission).isCompletedWithValueMatching(it -> it.refusal() == why, why.text());
  }

  private static void assertAdmitted(CompletableFuture<Admission> admission) {
    assertThat(admission).isCompletedWithValueMatching(it -> it.refusal() == null, "admitted");
  }

  /** The origin fails as this process sees. */
  private void fail() {
    for (int load = 0; load < 8; load++) {
      OriginHealth health = budgets.health("db");
      health.ended(health.begun(clock.getAsLong()), true, clock.getAsLong());
    }
    budgets.tick();
    clock.advanceMillis(100);
    budgets.tick();
  }

  @Test
  void whoComesWaitsForATokenAndManyShareOneQuestion() {
    List<CompletableFuture<Admission>> line = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      line.add(admit());
    }
    assertThat(asked).containsExactly(new TokenRequest("db", 100, 1, Report.NOTHING));
    answer(new TokenAnswer(1, false, 1));
    assertAdmitted(line.get(0));
    assertThat(asked.get(1).wanted()).isEqualTo(4);
    answer(new TokenAnswer(3, false, 1));
    assertAdmitted(line.get(3));
    assertThat(line.get(4)).isNotDone();
    assertThat(meters.get("forewarm.client.budget.waiting").gauge().value()).isEqualTo(1);
    assertThat(meters.get("forewarm.client.budget.admitted").counter().count()).isEqualTo(4);
  }

  @Test
  void aSteadyFlowTakesATenthOfASecondsTokensAtATime() {
    for (int i = 0; i < 1_000; i++) {
      admit();
      TokenRequest last = asked.get(asked.size() - 1);
      answer(new TokenAnswer(last.wanted(), false, 1));
      clock.advanceMillis(20);
    }
    assertThat(asked).hasSizeBetween(150, 450);
  }

  @Test
  void anEmptyBucketIsAskedAgainInAMoment() {
    CompletableFuture<Admission> first = admit();
    answer(EMPTY);
    budgets.tick();
    assertThat(asked).hasSize(1);
    clock.advanceMillis(50);
    budgets.tick();
    assertThat(asked).hasSize(2);
    answer(new TokenAnswer(1, false, 1));
    assertAdmitted(first);
  }

  @Test
  void whoIsLateIsToldSo() {
    CompletableFuture<Admission> first = admit();
    answer(EMPTY);
    wanted = false;
    budgets.tick();
    assertRefused(first, Refusal.LATE);
  }

  @Test
  void withTroubleHereNobodyWaitsAndOthersAreTold() {
    CompletableFuture<Admission> waiting = admit();
    answer(EMPTY);
    fail();
    assertRefused(waiting, Refusal.FAILING);
    assertRefused(admit(), Refusal.FAILING);
    assertThat(asked.get(1)).isEqualTo(new TokenRequest("db", 100, 0, Report.TROUBLE));
    answer(TROUBLE);
    budgets.tick();
    assertThat(asked).as("not told again at once").hasSize(2);
    assertThat(meters.get("forewarm.client.budget.factor").gauge().value()).isZero();
    assertThat(
            meters.get("forewarm.client.budget.refused").tag("cause", "failing").counter().count())
        .isEqualTo(2);
  }

  @Test
  void withTroubleElsewhereOneProbeGoesAndTheOthersAreRefused() {
    CompletableFuture<Admission> first = admit();
    answer(TROUBLE);
    assertRefused(first, Refusal.TOLD);
    assertRefused(admit(), Refusal.TOLD);
    assertThat(asked).hasSize(1);
    clock.advanceMillis(250);
    CompletableFuture<Admission> probe = admit();
    CompletableFuture<Admission> behind = admit();
    door.stopped = true;
    answer(new TokenAnswer(1, true, 0.5));
    assertAdmitted(probe);
    assertThat(meters.get("forewarm.client.budget.probes").counter().count()).isEqualTo(1);
    answer(TROUBLE);
    assertRefused(behind, Refusal.TOLD);
  }

  @Test
  void withoutRedisNothingIsLoadedAhead() {
    CompletableFuture<Admission> first = admit();
    answers.get(0).completeExceptionally(new StoreException("away", null));
    assertRefused(first, Refusal.REDIS);
    assertRefused(admit(), Refusal.REDIS);
    clock.advanceMillis(250);
    CompletableFuture<Admission> later = admit();
    answer(new TokenAnswer(1, false, 1));
    assertAdmitted(later);
  }

  @Test
  void anOpenBreakerAndACeilingOfNothingRefuse() {
    CompletableFuture<Admission> first = admit();
    door.stopped = true;
    answer(new TokenAnswer(1, false, 1));
    assertRefused(first, Refusal.BREAKER);
    door.ceiling = 0;
    assertRefused(admit(), Refusal.OFF);
  }

  @Test
  void aLineThatIsTooLongHoldsNobodyElseBack() {
    for (int i = 0; i < OriginBudget.LONGEST_LINE; i++) {
      admit();
    }
    assertRefused(admit(), Refusal.FULL);
  }

  @Test
  void whoFindsNoPlaceWaitsUntilOneIsGivenBack() {
    CompletableFuture<Admission> first = admit();
    CompletableFuture<Admission> second = admit();
    door.places = 1;
    answer(new TokenAnswer(1, false, 1));
    answer(new TokenAnswer(1, false, 1));
    assertThat(second).isNotDone();
    first.join().leave().run();
    assertAdmitted(second);
  }

  @Test
  void unusedTokensAreVoidAfterAQuarterOfASecond() {
    CompletableFuture<Admission> first = admit();
    answer(new TokenAnswer(5, false, 1));
    assertAdmitted(first);
    clock.advanceMillis(251);
    assertThat(admit()).isNotDone();
    assertThat(asked).hasSize(2);
  }

  @Test
  void regionsThatDisagreeGetTheLeast() {
    OpenDoor other = new OpenDoor();
    other.ceiling = 30;
    budgets.open("db", other);
    admit();
    assertThat(asked).singleElement().extracting(TokenRequest::perSecond).isEqualTo(30);
  }

  /** A region whose origin has places, as the test says. */
  private static final class OpenDoor implements Door {
    private int places = 100;
    private int ceiling = 100;
    private boolean stopped;

    @Override
    public boolean tryEnter() {
      return places > 0 && places-- > 0;
    }

    @Override
    public void leave() {
      places++;
    }

    @Override
    public boolean crowded() {
      return false;
    }

    @Override
    public boolean stopped() {
      return stopped;
    }

    @Override
    public int ceiling() {
      return ceiling;
    }
  }
}
