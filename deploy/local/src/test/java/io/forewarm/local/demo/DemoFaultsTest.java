package io.forewarm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forewarm.local.load.RunFigures;
import io.forewarm.local.stack.LocalStack;
import io.forewarm.local.stack.StackConfig;
import io.forewarm.local.stack.StackListener;
import io.forewarm.local.stack.StackPart;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Redis is down for some seconds, then the broker is, in the midst of the demo: no read fails,
 * since the origin answers.
 */
@Tag("integration")
class DemoFaultsTest {
  private static final int RATE = 200;
  private static final int FROZEN_SECONDS = 4;
  private static final int DEAD_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern SECOND = Pattern.compile("^after +\\d+ s +([\\d,]+) reads/s.*$");

  /** Of the operations, as a share. */
  private static final double READS = 0.8;

  private final StringWriter said = new StringWriter();
  private final PrintWriter lines = new PrintWriter(said, true);

  @Test
  void noReadFailsWhileRedisAndThenTheBrokerAreFrozen() throws Exception {
    try (LocalStack stack = LocalStack.start(StackConfig.DEFAULT, new StackListener() {})) {
      CompletableFuture<RunFigures> run = after(stack, 20);
      for (StackPart part : List.of(StackPart.REDIS, StackPart.KAFKA)) {
        awaitSeconds(3);
        int begin = seconds().size();
        stack.pause(part);
        assertThat(answers(stack, part)).as("%s answers, though frozen", part).isFalse();
        awaitSeconds(FROZEN_SECONDS);
        assertThat(answers(stack, part)).as("%s answers, though frozen", part).isFalse();
        stack.resume(part);
        assertReadsSince(begin, FROZEN_SECONDS, part, run);
        await().atMost(PATIENCE).until(() -> answers(stack, part));
      }
      assertNoneFailed(run);
    }
  }

  /** Parts that were killed lose what they hold in memory, and start again after ten seconds. */
  @Test
  @Tag("proof")
  void noReadFailsWhenRedisAndThenTheBrokerAreKilledAndComeBack() throws Exception {
    try (Revival revival = new Revival(lines, Duration.ofSeconds(DEAD_SECONDS));
        LocalStack stack = LocalStack.start(StackConfig.DEFAULT, revival)) {
      revival.watch(stack);
      CompletableFuture<RunFigures> run = after(stack, 60);
      for (StackPart part : List.of(StackPart.REDIS, StackPart.KAFKA)) {
        awaitSeconds(3);
        int begin = seconds().size();
        assertThat(ProcessHandle.of(stack.pid(part)).orElseThrow().destroyForcibly()).isTrue();
        await().atMost(PATIENCE).until(() -> !stack.isRunning(part));
        assertThat(answers(stack, part)).as("%s answers, though killed", part).isFalse();
        await()
            .atMost(PATIENCE)
            .until(() -> said.toString().contains(part.label() + " runs again"));
        assertReadsSince(begin, DEAD_SECONDS, part, run);
        assertThat(answers(stack, part)).as("%s answers again", part).isTrue();
      }
      assertNoneFailed(run);
    }
  }

  private CompletableFuture<RunFigures> after(LocalStack stack, int measured) {
    Demo demo = new Demo(new DemoConfig(measured, RATE, 500, 1), stack, lines);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return demo.after(figures -> false);
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  /** Waits until as many more lines of progress have come, one a second. */
  private void awaitSeconds(int more) {
    int target = seconds().size() + more;
    await().atMost(PATIENCE).until(() -> seconds().size() >= target);
  }

  /** The reads of each second of the measured part so far. */
  private List<Long> seconds() {
    return said.toString()
        .lines()
        .map(SECOND::matcher)
        .filter(Matcher::matches)
        .map(second -> Long.parseLong(second.group(1).replace(",", "")))
        .toList();
  }

  /** At least half of the reads that are due: a busy machine may be late. */
  private void assertReadsSince(
      int begin, int faultSeconds, StackPart part, CompletableFuture<RunFigures> run) {
    assertThat(run).as("the load goes on").isNotDone();
    List<Long> now = seconds();
    assertThat(now.subList(begin, now.size()).stream().mapToLong(Long::longValue).sum())
        .as("reads without %s; %s", part, said)
        .isGreaterThan((long) (READS * RATE * faultSeconds / 2));
  }

  private void assertNoneFailed(CompletableFuture<RunFigures> run) throws Exception {
    RunFigures figures = run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(figures.failedReads()).as("failed reads; %s", said).isZero();
    System.out.println("reads " + figures.reads() + ", failed " + figures.failedReads());
  }

  private static boolean answers(LocalStack stack, StackPart part) throws InterruptedException {
    return part == StackPart.REDIS
        ? Probe.redisAnswers(stack.addresses().redis())
        : Probe.kafkaAnswers(stack.addresses().kafka());
  }
}
