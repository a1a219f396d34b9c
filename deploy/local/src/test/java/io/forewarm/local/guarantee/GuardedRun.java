package io.forewarm.local.guarantee;

import static org.awaitility.Awaitility.await;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.client.Witness;
import io.forewarm.local.check.CheckConfig;
import io.forewarm.local.check.CheckListener;
import io.forewarm.local.check.CheckMeters;
import io.forewarm.local.check.CheckReport;
import io.forewarm.local.check.Checker;
import io.forewarm.local.guarantee.Installation.Links;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Two services in processes of their own and one in this JVM that share a region, an observer of
 * Redis and a checker, while faults come and go.
 */
final class GuardedRun implements AutoCloseable {
  private static final String HERE = "here";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ONE_ANSWER_IN = 25;
  private static final CheckConfig CHECK =
      CheckConfig.DEFAULT.withSample(1).within(Duration.ofMillis(100), Duration.ofSeconds(1));

  private final Installation installation;
  private final Service.Plan plan;
  private final EveryReaderConverges converges = new EveryReaderConverges();
  private final NearStalenessBound staleness;
  private final NoStaleFill fills = new NoStaleFill();
  private final SourceOfTruth truth;
  private final TruthServer server;
  private final List<String> names = new ArrayList<>(List.of("a-1", "b-1"));
  private int starts = 1;
  private final List<Program> services = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Forewarm client;
  private final Service here;
  private final RedisObserver observer;
  private final Witness witness;
  private final Checker checker;

  GuardedRun(Installation installation, Service.Plan plan, Duration late)
      throws InterruptedException {
    this.installation = installation;
    this.plan = plan;
    staleness = new NearStalenessBound(plan.maxStaleness(), late);
    truth = new SourceOfTruth(List.of(converges, staleness, fills));
    server = new TruthServer(truth);
    for (int i = 0; i < names.size(); i++) {
      services.add(installation.service(i, names.get(i), plan, server.port()));
    }
    client = Forewarm.connect(here().meters(meters).build());
    observer = new RedisObserver(installation.redis.url(), plan.cacheKeys(), truth);
    witness = Witness.connect(here().build(), plan.maxStaleness());
    checker =
        Checker.start(
            CHECK.withMaxStaleness(plan.maxStaleness()),
            new Checker.Surroundings(
                Map.of("bootstrap.servers", installation.bootstrap()),
                installation.topics,
                witness,
                new CheckMeters(new SimpleMeterRegistry(), CHECK),
                CheckListener.NONE));
    here = new Service(HERE, plan, truth, client);
    services.forEach(Program::awaitReady);
  }

  private ForewarmConfig.Builder here() {
    return ServiceProcess.config(
        HERE, installation.bootstrap(), installation.redis.url(), installation.topics);
  }

  /** Loses one acknowledgement in a few, of Redis and of the broker, for a while. */
  void loseAcknowledgements(Duration hold) {
    for (Links links : installation.links) {
      links.toRedis.loseAnswers(ONE_ANSWER_IN);
      links.toBroker.loseAnswers(ONE_ANSWER_IN);
    }
    LockSupport.parkNanos(hold.toNanos());
    for (Links links : installation.links) {
      links.toRedis.heal();
      links.toBroker.heal();
    }
  }

  /** Lets faults come and go; what was ended starts again while others begin. */
  void suffer(Faults faults) {
    for (List<Faults.Fault> step : faults.steps()) {
      step.forEach(this::begin);
      step.stream()
          .map(Faults.Fault::hold)
          .max(Duration::compareTo)
          .ifPresent(hold -> LockSupport.parkNanos(hold.toNanos()));
      step.forEach(this::end);
    }
    installation.awaitReady();
    services.forEach(Program::awaitReady);
  }

  /** How many reads of this process its near cache has answered. */
  double nearHits() {
    return meters.get("forewarm.client.reads").tag("layer", "near").functionCounter().count();
  }

  private void begin(Faults.Fault fault) {
    Links links = installation.links.get(fault.service());
    switch (fault.kind()) {
      case REDIS_KILLED -> installation.redis.kill();
      case REDIS_FROZEN -> installation.redis.pause();
      case BROKER_KILLED -> installation.killBroker();
      case BROKER_FROZEN -> installation.broker().pause();
      case BROKER_CLOCK_JUMPS -> {
        installation.killBroker();
        installation.startBroker(fault.clockAhead());
        installation.awaitBroker();
      }
      case APP_KILLED -> installation.killApp();
      case APP_FROZEN -> installation.app().pause();
      case SERVICE_KILLED -> services.get(fault.service()).close();
      case SERVICE_FROZEN -> services.get(fault.service()).pause();
      case SERVICE_CUT_FROM_REDIS -> links.toRedis.refuse();
      case SERVICE_CUT_FROM_BROKER -> links.toBroker.refuse();
    }
  }

  private void end(Faults.Fault fault) {
    Links links = installation.links.get(fault.service());
    switch (fault.kind()) {
      case REDIS_KILLED -> installation.redis.restart();
      case REDIS_FROZEN -> installation.redis.resume();
      case BROKER_KILLED -> installation.startBroker(Duration.ZERO);
      case BROKER_FROZEN -> installation.broker().resume();
      case BROKER_CLOCK_JUMPS -> {
        // it is as wrong as it is until the broker starts again
      }
      case APP_KILLED -> installation.startApp();
      case APP_FROZEN -> installation.app().resume();
      case SERVICE_KILLED -> replace(fault.service());
      case SERVICE_FROZEN -> {
        truth.see(new Sight.Resumed(names.get(fault.service()), System.nanoTime()));
        services.get(fault.service()).resume();
      }
      case SERVICE_CUT_FROM_REDIS -> links.toRedis.heal();
      case SERVICE_CUT_FROM_BROKER -> links.toBroker.heal();
    }
  }

  /**
   * Starts a service anew, and tells what the one that was killed has left untold, as an outbox
   * does.
   */
  private void replace(int number) {
    String killed = names.get(number);
    names.set(number, killed.charAt(0) + "-" + ++starts);
    services.set(number, installation.service(number, names.get(number), plan, server.port()));
    truth.open().stream()
        .filter(write -> write.writer().equals(killed))
        .forEach(
            write ->
                Service.tell(client, truth, write.key(), write.version(), write.id(), () -> false));
  }

  /** Stops writing, and waits until every reader has come to the last write of every key. */
  void converge() {
    truth.stopWriting();
    List<String> readers = new ArrayList<>(names);
    readers.add(HERE);
    await("all writes are told").atMost(PATIENCE).until(() -> truth.quiet(readers));
    Map<String, Long> last = truth.last();
    long since = System.nanoTime();
    await("every reader converges")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<String> missing = converges.missing(last, readers, since);
              if (!missing.isEmpty()) {
                throw new AssertionError(missing.size() + ", first " + missing.get(0));
              }
            });
    long settled = System.nanoTime();
    converges.settle(last, settled);
    await("every reader stays there")
        .atMost(PATIENCE)
        .until(() -> converges.missing(last, readers, settled).isEmpty());
    System.out.printf(
        "converged in %d ms: %d keys, %d writes, %d reads, %d values seen in Redis%n",
        (settled - since) / 1_000_000,
        last.size(),
        last.values().stream().mapToLong(Long::longValue).sum(),
        truth.reads(),
        fills.values());
  }

  /** What did not hold, by guarantee; those that held are not named. */
  Map<String, List<String>> violations() {
    Map<String, List<String>> violations = new TreeMap<>();
    for (Guarantee guarantee : List.of(converges, staleness, fills)) {
      if (!guarantee.violations().isEmpty()) {
        violations.put(guarantee.getClass().getSimpleName(), guarantee.violations());
      }
    }
    return violations;
  }

  /** What the checker found. */
  CheckReport checked() throws InterruptedException {
    checker.finish(PATIENCE);
    return checker.report();
  }

  @Override
  public void close() {
    services.forEach(Program::close);
    here.close();
    client.close();
    checker.close();
    witness.close();
    observer.close();
    server.close();
  }
}
