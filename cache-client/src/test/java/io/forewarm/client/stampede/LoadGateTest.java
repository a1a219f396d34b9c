package io.forewarm.client.stampede;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadGateTest {
  private final LoadGate gate = new LoadGate(2, 1);
  private final AtomicInteger begun = new AtomicInteger();

  private CompletableFuture<String> pass(CompletableFuture<String> load) {
    return gate.pass(
        () -> {
          begun.incrementAndGet();
          return load;
        });
  }

  @Test
  void noMoreThanItsNumberRunAtATime() {
    CompletableFuture<String> first = new CompletableFuture<>();
    pass(first);
    pass(new CompletableFuture<>());
    CompletableFuture<String> third = pass(CompletableFuture.completedFuture("third"));

    assertThat(begun).hasValue(2);
    assertThat(gate.waiting()).isEqualTo(1);
    assertThat(third).isNotDone();

    first.complete("first");
    assertThat(third).isCompletedWithValue("third");
    assertThat(gate.waiting()).isZero();
  }

  @Test
  void whoHasStoppedWaitingIsPassedOver() {
    CompletableFuture<String> first = new CompletableFuture<>();
    pass(first);
    pass(new CompletableFuture<>());
    CompletableFuture<String> impatient = pass(new CompletableFuture<>());
    impatient.cancel(false);

    first.complete("first");

    assertThat(begun).hasValue(2);
    assertThat(pass(CompletableFuture.completedFuture("next"))).isCompletedWithValue("next");
  }

  @Test
  void aLongLineOfLoadsThatFailAtOnceIsWorkedOff() {
    CompletableFuture<String> first = new CompletableFuture<>();
    pass(first);
    pass(new CompletableFuture<>());
    List<CompletableFuture<String>> line = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      line.add(pass(CompletableFuture.failedFuture(new IllegalStateException("breaker open"))));
    }

    first.complete("first");

    assertThat(line).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(gate.waiting()).isZero();
  }

  @Test
  void loadsAheadTakeTheirPartOnlyAndNoneWhileOthersWait() {
    assertThat(gate.tryEnterAhead()).isTrue();
    assertThat(gate.tryEnterAhead()).as("one of two places").isFalse();

    CompletableFuture<String> demanded = new CompletableFuture<>();
    CompletableFuture<String> first = pass(demanded);
    CompletableFuture<String> second = pass(CompletableFuture.completedFuture("second"));
    assertThat(begun).as("the other place is for who waits").hasValue(1);

    gate.leaveAhead();
    assertThat(second).isCompletedWithValue("second");

    pass(new CompletableFuture<>());
    pass(new CompletableFuture<>());
    assertThat(gate.waiting()).isEqualTo(1);
    assertThat(gate.tryEnterAhead()).as("somebody waits").isFalse();
    demanded.complete("first");
    assertThat(first).isCompletedWithValue("first");
    assertThat(gate.tryEnterAhead()).as("both places are taken").isFalse();
  }
}
