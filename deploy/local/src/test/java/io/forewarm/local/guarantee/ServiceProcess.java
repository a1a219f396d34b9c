package io.forewarm.local.guarantee;

import io.forewarm.client.Forewarm;
import io.forewarm.client.ForewarmConfig;
import io.forewarm.schemas.Topics;
import java.time.Duration;
import java.util.Map;

/** A {@link Service} in a process of its own. */
public final class ServiceProcess {
  private ServiceProcess() {}

  /**
   * Runs until killed, or until its parent is gone.
   *
   * @param args name, bootstrap servers, Redis URL, prefix of topics, partitions, port of the
   *     truth, region, keys, maxStaleness in milliseconds, seed
   */
  public static void main(String... args) {
    Forewarm client =
        Forewarm.connect(
            config(args[0], args[1], args[2], new Topics(args[3], Integer.parseInt(args[4])))
                .build());
    Service service =
        new Service(
            args[0],
            new Service.Plan(
                args[6],
                Integer.parseInt(args[7]),
                Duration.ofMillis(Long.parseLong(args[8])),
                Long.parseLong(args[9])),
            new RemoteTruth(Integer.parseInt(args[5])),
            client);
    System.out.println("READY " + service.name());
    ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
    Runtime.getRuntime().halt(1);
  }

  /** A client that soon says so when the broker does not acknowledge. */
  static ForewarmConfig.Builder config(String name, String bootstrap, String redis, Topics topics) {
    return ForewarmConfig.builder(name)
        .redis(redis)
        .kafka(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "delivery.timeout.ms",
                2_000,
                "request.timeout.ms",
                1_000,
                "reconnect.backoff.max.ms",
                200))
        .topics(topics);
  }
}
